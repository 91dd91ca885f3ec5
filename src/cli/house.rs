//! Runs the house for `serve` and `dev`: both are the same house with other settings.

use super::exit::{complain, note};
use super::{Exit, report};
use crate::app::settings::Settings;
use crate::app::{Listening, Plan, RunFault, logging, machine, run, sources, stop_asked};

/// Returns when the house has stopped. `watch` is told how reloading went.
pub fn keep(settings: Settings, watch: Option<fn(&str)>, ready: impl FnOnce(Listening)) -> Exit {
    let lines = match logging::start(&settings.log) {
        Ok(lines) => lines,
        Err(fault) => return Exit::Environment.because(fault),
    };
    let exit = live(settings, watch, ready);
    lines.write_out();
    exit
}

fn live(settings: Settings, watch: Option<fn(&str)>, ready: impl FnOnce(Listening)) -> Exit {
    for notice in &settings.notices {
        tracing::warn!("{notice}");
    }
    let (flows, locales) = (settings.flows.path.clone(), settings.locales.path.clone());
    let sources = match sources::read(flows.as_deref(), locales.as_deref()) {
        Ok(sources) => sources,
        Err(fault) => return Exit::Environment.because(fault),
    };
    let texts = sources.clone();
    let nobody_real = settings.sim.enabled && settings.sandbox_only();
    let (clock, push_clock) = if nobody_real {
        let (clock, push) = machine::movable_clock();
        (clock, Some(push))
    } else {
        (machine::clock(), None)
    };
    let plan = Plan {
        api_token: settings.server.api_token.clone(),
        settings,
        sources,
        clock,
        push_clock,
        watch,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(fault) => return Exit::Environment.because(format!("start threads: {fault}")),
    };
    let ended = runtime.block_on(async {
        let stop = stop_asked().map_err(|fault| format!("hear signals: {fault}"));
        match stop {
            Ok(stop) => Ok(run(plan, ready, stop).await),
            Err(fault) => Err(fault),
        }
    });
    match ended {
        Ok(Ok(())) => Exit::Ok,
        Ok(Err(RunFault::Settings(faults))) => {
            for fault in faults {
                complain(fault);
            }
            Exit::Environment
        }
        Ok(Err(RunFault::Flows(faults))) => {
            note(report::human(&faults, &texts, false).trim_end());
            Exit::Environment
        }
        Ok(Err(fault)) => Exit::Environment.because(fault),
        Err(fault) => Exit::Environment.because(fault),
    }
}
