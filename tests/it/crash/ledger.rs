//! The books of a crash campaign, kept by the customers and the stub provider and never
//! by the engine: who was promised what, and what arrived.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::stub::Call;

/// A send counts as in flight while its answer may not have been written down yet.
const SETTLED_WITHIN: Duration = Duration::from_secs(2);

/// What one customer's account looks like when all is quiet.
#[derive(Debug, PartialEq, Eq)]
pub struct Balance {
    /// Messages that arrived a second time.
    pub extra: usize,
}

/// Compares what reached a customer with what her acknowledged messages must draw:
/// every reply once; one more at most per crash, and only of a send that was in flight.
pub fn balance(
    received: &[Call],
    replies_owed: usize,
    crashes: &[Instant],
) -> Result<Balance, String> {
    let mut by_id: BTreeMap<&str, Vec<&Call>> = BTreeMap::new();
    for call in received {
        let id = call.callback.as_deref().unwrap_or_default();
        by_id.entry(id).or_default().push(call);
    }
    if by_id.len() != replies_owed {
        return Err(format!(
            "{} replies arrived, {replies_owed} owed",
            by_id.len()
        ));
    }
    for (id, calls) in &by_id {
        for pair in calls.windows(2) {
            let (first, second) = (pair[0], pair[1]);
            let in_flight = |crash: &&Instant| {
                let answered = first.answered.unwrap_or(**crash);
                first.arrived <= **crash
                    && **crash <= second.arrived
                    && crash.saturating_duration_since(answered) <= SETTLED_WITHIN
            };
            if !crashes.iter().any(|crash| in_flight(&crash)) {
                return Err(format!("{id} came again though it was not in flight"));
            }
        }
    }
    let extra = received.len() - by_id.len();
    if extra > crashes.len() {
        return Err(format!(
            "{extra} extra messages after {} crashes",
            crashes.len()
        ));
    }
    Ok(Balance { extra })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::stub::Conduct;

    fn call(id: &str, arrived: Instant) -> Call {
        Call {
            to: "+966501234567".into(),
            id: String::new(),
            callback: Some(id.into()),
            body: Value::Null,
            arrived,
            answered: Some(arrived),
            conduct: Conduct::Accept,
        }
    }

    #[test]
    fn a_lost_or_needlessly_repeated_reply_unbalances_the_books() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let (a, b) = (call("a", at(0)), call("b", at(10)));
        let again = call("b", at(500));
        assert_eq!(
            balance(&[a.clone(), b.clone()], 2, &[]),
            Ok(Balance { extra: 0 })
        );
        let crash = at(20);
        let repeated = [a.clone(), b.clone(), again.clone()];
        assert_eq!(balance(&repeated, 2, &[crash]), Ok(Balance { extra: 1 }));

        assert!(
            balance(std::slice::from_ref(&a), 2, &[crash]).is_err(),
            "lost"
        );
        assert!(
            balance(&[a.clone(), b.clone()], 1, &[crash]).is_err(),
            "a turn ran twice"
        );
        assert!(
            balance(&repeated, 2, &[]).is_err(),
            "repeated without a crash"
        );
        assert!(
            balance(&repeated, 2, &[at(5)]).is_err(),
            "repeated, but sent after the crash"
        );
        assert!(
            balance(&repeated, 2, &[at(900)]).is_err(),
            "repeated before the crash"
        );
        let late = [a, b, call("b", at(9_000))];
        assert!(
            balance(&late, 2, &[at(8_000)]).is_err(),
            "settled long before the crash"
        );
        let thrice = [repeated.to_vec(), vec![call("a", at(600))]].concat();
        assert!(
            balance(&thrice, 2, &[crash]).is_err(),
            "two extra for one crash"
        );
    }
}
