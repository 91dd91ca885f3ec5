//! The operations of a chat: what each call is answered with, and what was called. The same
//! call id gets the same answer, as from any shop that minds its idempotency keys.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use toml::Spanned;
use toml::de::DeValue;

use super::front::{FrontFault, fault, table, value};
use super::literal::{Signature, shown};
use crate::domain::{CallAnswer, CallError, CallRequest, OutboxId, Timestamp, Value, parse_span};

/// Answers calls that are not mocked: the call, the tenant's time zone, the time.
pub type Demo = fn(&CallRequest, &str, Timestamp) -> CallAnswer;

/// What one operation answers, in turn; the last answer stays.
#[derive(Debug, Clone)]
pub(super) struct Mock {
    call: Signature,
    answers: Vec<Answer>,
}

#[derive(Debug, Clone)]
struct Answer {
    what: CallAnswer,
    /// It takes so long.
    after: Duration,
}

impl Mock {
    /// How many arguments it insists on.
    pub fn arguments(&self) -> usize {
        self.call.fields.len()
    }
}

/// `'shop.get_order(order_no: "ORD-1001")' = { status = 200, json = {…} }`, or a list of
/// answers that are used in turn.
pub(super) fn read(
    name: &Spanned<Cow<'_, str>>,
    answers: &Spanned<DeValue<'_>>,
) -> Result<Mock, FrontFault> {
    let call = Signature::read(name.get_ref()).map_err(|what| fault(name.span(), what))?;
    let answers: Vec<Answer> = match answers.get_ref().as_array() {
        Some(list) => list.iter().map(answer).collect::<Result<_, _>>()?,
        None => vec![answer(answers)?],
    };
    if answers.is_empty() {
        return Err(fault(name.span(), "expected at least one answer"));
    }
    Ok(Mock { call, answers })
}

fn answer(cell: &Spanned<DeValue<'_>>) -> Result<Answer, FrontFault> {
    let (mut status, mut body, mut error, mut after) = (None, Value::Null, None, Duration::ZERO);
    for (key, cell) in table(cell)? {
        let found = value(cell)?;
        match (key.get_ref().as_ref(), &found) {
            ("status", Value::Int(code @ 100..=599)) => status = u16::try_from(*code).ok(),
            ("json", _) => body = found,
            ("error", Value::Text(word)) => error = Some(error_of(word, cell)?),
            ("after", Value::Text(span)) => {
                after = parse_span(span).map_err(|bad| fault(cell.span(), bad.to_string()))?;
            }
            ("status", _) => return Err(fault(cell.span(), "expected a status such as 404")),
            ("error" | "after", _) => return Err(fault(cell.span(), "expected a text in quotes")),
            (other, _) => {
                let what = format!("an answer has no `{other}`: status, json, error, after");
                return Err(fault(key.span(), what));
            }
        }
    }
    let status = status.unwrap_or(if error.is_some() { 0 } else { 200 });
    let error = error.or((status >= 400).then_some(CallError::Http));
    let what = CallAnswer {
        ok: error.is_none(),
        status,
        body,
        error,
    };
    Ok(Answer { what, after })
}

fn error_of(word: &str, cell: &Spanned<DeValue<'_>>) -> Result<CallError, FrontFault> {
    let all = [
        CallError::Timeout,
        CallError::Open,
        CallError::Refused,
        CallError::Http,
        CallError::Decode,
    ];
    let found = all.into_iter().find(|error| error.word() == word);
    found.ok_or_else(|| {
        fault(
            cell.span(),
            "expected timeout, open, refused, http or decode",
        )
    })
}

/// The other side of every call.
pub(super) struct MockShop {
    /// With the number of answers given so far.
    mocks: Vec<(Mock, usize)>,
    demo: Option<(Demo, String)>,
    pub now: Timestamp,
    answered: BTreeMap<OutboxId, (CallRequest, CallAnswer)>,
    held: BTreeMap<OutboxId, (Timestamp, CallAnswer)>,
    /// Calls that nobody had foreseen, and calls that came twice and were not the same.
    pub surprises: Vec<String>,
}

impl MockShop {
    pub fn new(mocks: &[Mock], demo: Option<(Demo, String)>, now: Timestamp) -> Self {
        Self {
            mocks: mocks.iter().map(|mock| (mock.clone(), 0)).collect(),
            demo,
            now,
            answered: BTreeMap::new(),
            held: BTreeMap::new(),
            surprises: Vec::new(),
        }
    }

    /// When the next answer comes that is still on its way.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.held.values().map(|(due, _)| *due).min()
    }

    /// Answers, or is still at it.
    pub fn answer(&mut self, request: &CallRequest) -> Option<CallAnswer> {
        if let Some((first, answer)) = self.answered.get(&request.id) {
            if first != request {
                let what = format!("{} came twice under one id, not the same", call(request));
                self.surprises.push(what);
            }
            return Some(answer.clone());
        }
        let (due, answer) = match self.held.get(&request.id) {
            Some(held) => held.clone(),
            None => self.choose(request),
        };
        if self.now < due {
            self.held.insert(request.id, (due, answer));
            return None;
        }
        self.held.remove(&request.id);
        let kept = (request.clone(), answer.clone());
        self.answered.insert(request.id, kept);
        Some(answer)
    }

    fn choose(&mut self, request: &CallRequest) -> (Timestamp, CallAnswer) {
        let fits = |(mock, _): &&mut (Mock, usize)| {
            mock.call
                .fits(&request.operation, |name| request.arguments.get(name))
        };
        if let Some((mock, used)) = self.mocks.iter_mut().find(fits) {
            let at = (*used).min(mock.answers.len() - 1);
            *used += 1;
            let answer = &mock.answers[at];
            return (self.now + answer.after, answer.what.clone());
        }
        if let Some((demo, zone)) = &self.demo {
            return (self.now, demo(request, zone, self.now));
        }
        self.surprises.push(call(request));
        let refused = CallAnswer {
            ok: false,
            status: 0,
            body: Value::Null,
            error: Some(CallError::Refused),
        };
        (self.now, refused)
    }
}

/// A call as a chat writes it.
pub(super) fn call(request: &CallRequest) -> String {
    let fields = request.arguments.iter();
    let fields: Vec<_> = fields.map(|(k, v)| format!("{k}: {}", shown(v))).collect();
    format!("{}({})", request.operation, fields.join(", "))
}
