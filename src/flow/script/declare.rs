//! The words of a file's top level: `flow(…)`, `command(…)`, `fallback(…)` and what goes
//! into them. They are heard once, at compile time; steps cannot call them.

use std::sync::{Arc, Mutex};

use rhai::{Dynamic, ImmutableString, Map, Module, NativeCallContext, Position};

use super::globals::{Action, Command, Globals, Rung};
use super::manifest::{Manifest, SlotKind, Trigger};

/// What the top level of one file declared.
#[derive(Default)]
pub(super) struct Declared {
    pub flows: Vec<(Manifest, Position)>,
    pub globals: Globals,
    pub faults: Vec<(Position, String, Option<String>)>,
}

#[derive(Clone, Default)]
pub(super) struct Ear(Arc<Mutex<Declared>>);

impl Ear {
    pub fn take(&self) -> Declared {
        self.0
            .lock()
            .map(|mut heard| std::mem::take(&mut *heard))
            .unwrap_or_default()
    }

    fn hear(
        &self,
        context: &NativeCallContext<'_>,
        note: impl FnOnce(&mut Declared, Position) -> Result<(), (String, Option<String>)>,
    ) {
        let Ok(mut heard) = self.0.lock() else {
            return;
        };
        let at = context.call_position();
        if let Err((what, help)) = note(&mut heard, at) {
            heard.faults.push((at, what, help));
        }
    }
}

/// The declaring words, for checks.
pub(in crate::flow) fn declaring_module() -> Module {
    words(&Ear::default())
}

/// The declaring words, noting what they hear.
pub(super) fn words(ear: &Ear) -> Module {
    let mut module = Module::new();
    module.set_native_fn("phrases", |key: &str| {
        Ok(Dynamic::from(Trigger::Phrases(key.into())))
    });
    module.set_native_fn("order_no", || Ok(Dynamic::from(Trigger::OrderNo)));
    module.set_native_fn("button", |id: &str| {
        Ok(Dynamic::from(Trigger::Button(id.into())))
    });
    module.set_native_fn("template_reply", |template: &str, button: &str| {
        let (template, button) = (template.into(), button.into());
        Ok(Dynamic::from(Trigger::TemplateReply { template, button }))
    });
    module.set_native_fn("slot", |kind: &str| {
        Ok(Dynamic::from(SlotKind(kind.into())))
    });
    let flow = ear.clone();
    module.set_native_fn("flow", move |context: NativeCallContext<'_>, given: Map| {
        flow.hear(&context, |heard, at| {
            heard.flows.push((Manifest::read(&given)?, at));
            Ok(())
        });
        Ok(())
    });
    let command = ear.clone();
    module.set_native_fn(
        "command",
        move |context: NativeCallContext<'_>, id: &str, phrases: &str, action: &str| {
            command.hear(&context, |heard, at| {
                let (id, phrases) = (id.into(), phrases.into());
                let action = Action::read(action)?;
                heard.globals.commands.push(Command {
                    id,
                    phrases,
                    action,
                    at,
                });
                Ok(())
            });
            Ok(())
        },
    );
    let fallback = ear.clone();
    module.set_native_fn(
        "fallback",
        move |context: NativeCallContext<'_>, given: Map| {
            fallback.hear(&context, |heard, _| {
                ladder(&given).map(|rungs| heard.globals.ladder = rungs)
            });
            Ok(())
        },
    );
    module
}

fn ladder(given: &Map) -> Result<[Rung; 3], (String, Option<String>)> {
    let rung = |name: &str| {
        let missing = || (format!("a fallback needs `{name}`"), None);
        let word: ImmutableString = given
            .get(name)
            .and_then(|word| word.clone().try_cast())
            .ok_or_else(missing)?;
        Rung::read(&word)
    };
    Ok([rung("first")?, rung("second")?, rung("third")?])
}
