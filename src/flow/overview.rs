//! What a flow is made of, for whoever wants an overview.

use std::collections::BTreeMap;
use std::time::Duration;

use super::script::{Flow, Interrupts, Script, Trigger};

/// One flow at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    pub id: String,
    /// `order_status.rhai`.
    pub path: String,
    pub version: i64,
    /// As the author wrote them: `phrases("order-status-triggers")`.
    pub triggers: Vec<String>,
    /// Declared slots and what they hold.
    pub slots: BTreeMap<String, String>,
    /// Steps and the lines they begin on, in that order.
    pub steps: Vec<(String, usize)>,
    pub expire: Option<Duration>,
    pub on_expire: Option<String>,
    pub interrupts: &'static str,
}

impl Script {
    /// Every flow, by id.
    #[must_use]
    pub fn overviews(&self) -> Vec<Overview> {
        self.flows.values().map(|flow| overview(flow)).collect()
    }
}

fn overview(flow: &Flow) -> Overview {
    let manifest = &flow.manifest;
    let steps = flow.steps.iter();
    let mut steps: Vec<_> = steps.map(|(name, line)| (name.clone(), *line)).collect();
    steps.sort_by_key(|(_, line)| *line);
    Overview {
        id: manifest.id.clone(),
        path: flow.path.clone(),
        version: manifest.version,
        triggers: manifest.triggers.iter().map(written).collect(),
        slots: manifest.slots.clone(),
        steps,
        expire: manifest.expire,
        on_expire: manifest.on_expire.clone(),
        interrupts: match manifest.interrupts {
            Interrupts::Allow => "allow",
            Interrupts::Confirm => "confirm",
            Interrupts::Block => "block",
        },
    }
}

fn written(trigger: &Trigger) -> String {
    match trigger {
        Trigger::Phrases(key) => format!("phrases(\"{key}\")"),
        Trigger::OrderNo => "order_no()".into(),
        Trigger::Button(payload) => format!("button(\"{payload}\")"),
        Trigger::TemplateReply { template, button } => {
            format!("template_reply(\"{template}\", \"{button}\")")
        }
    }
}
