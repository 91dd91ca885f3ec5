//! `hiwar webhook simulate`: a signed POST such as Meta would make.

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use secrecy::SecretString;

use super::Exit;
use super::exit::{note, say};
use crate::app::given;
use crate::app::simulate::{SampleKind, Simulation, post, sign};
use crate::domain::{NumberId, Phone};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Send a signed webhook to a URL
    Simulate(Arguments),
}

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(long, default_value = "http://127.0.0.1:8080/webhook/whatsapp")]
    url: String,
    #[arg(long = "type", default_value = "text", value_parser = kinds(), value_name = "TYPE")]
    kind: String,
    /// The customer
    #[arg(long, default_value = "+966500000009")]
    from: String,
    /// What she writes, the title she taps, or the caption
    #[arg(long, default_value = "وين طلبي")]
    text: String,
    /// The id of what she taps
    #[arg(long, default_value = "menu")]
    tap: String,
    /// The message's id
    #[arg(long)]
    id: Option<String>,
    /// The id of the message answered, reacted to or, for a status, reported on
    #[arg(long)]
    target: Option<String>,
    /// The variable that holds the app secret
    #[arg(long, default_value = "META_APP_SECRET", value_name = "NAME")]
    secret_env: String,
    /// Our number's id at Meta
    #[arg(long, env = "WHATSAPP_PHONE_ID")]
    phone_id: String,
    /// Send the very same webhook so many times, as Meta does
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    repeat: u32,
    /// Print the body and its signature instead of sending them
    #[arg(long)]
    dry_run: bool,
}

/// `text`, `button`, …, and a status by its state: `delivered`, `failed`.
fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(SampleKind::ALL.map(SampleKind::name))
}

pub fn run(command: &Command) -> Exit {
    let Command::Simulate(arguments) = command;
    let Some(from) = Phone::from_provider(&arguments.from) else {
        return Exit::Usage.because("read --from: expected a number such as +966500000009");
    };
    let Some(secret) = given::variable(&arguments.secret_env) else {
        let name = &arguments.secret_env;
        return Exit::Environment.because(format!("sign: the variable {name} is not set"));
    };
    let kind = SampleKind::by_name(&arguments.kind).expect("one of those that were offered");
    let signed = sign(&Simulation {
        kind,
        secret: SecretString::from(secret),
        number: NumberId::new(arguments.phone_id.as_str()),
        from,
        text: arguments.text.clone(),
        choice: arguments.tap.clone(),
        id: arguments.id.clone(),
        target: arguments.target.clone(),
    });
    if arguments.dry_run {
        say(String::from_utf8_lossy(&signed.body));
        note(format_args!("X-Hub-Signature-256: {}", signed.signature));
        return Exit::Ok;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(fault) => return Exit::Environment.because(format!("start: {fault}")),
    };
    runtime.block_on(async {
        let mut exit = Exit::Ok;
        for _ in 0..arguments.repeat {
            match post(&arguments.url, &signed).await {
                Ok(reply) => {
                    say(reply.status);
                    if reply.status != 200 {
                        exit = Exit::Remote;
                    }
                }
                Err(fault) => return Exit::Remote.because(fault),
            }
        }
        exit
    })
}
