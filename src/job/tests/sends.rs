//! Messages to a provider that stumbles: what the row is settled with, what is counted,
//! and that the provider saw no more than it should.

use std::time::Duration;

use crate::domain::{
    Account, Address, ConversationId, Errand, InboxSeq, MessageId, MetaAccount, Number, NumberId,
    Outbound, OutboxId, OutboxRow, Owner, Phone, ReceiptState, Rejection, RetryScope, SendOutcome,
    Settlement, Standing, TurnId,
};
use crate::job::{Sending, Sent};
use crate::store::Verdict;
use crate::telemetry::Peer;
use crate::telemetry::ear::Ear;
use crate::wire::stub::{Act, Hand, Stub, dice, lane_counted, metrics};
use crate::wire::{Lane, Permit, Reach};

use super::lookups::{DEMO, tenant};

const TAKEN: &str = r#"{"messaging_product":"whatsapp","contacts":[{"input":"966501234567","wa_id":"966501234567"}],"messages":[{"id":"wamid.OK"}]}"#;

/// A house with one number, whose provider is a stub.
struct Scene {
    stub: Stub,
    hand: Hand,
    metrics: crate::telemetry::Metrics,
    lane: Lane,
}

impl Scene {
    async fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        let (hand, metrics) = (Hand::default(), metrics());
        Self {
            stub: Stub::start(acts).await,
            lane: lane_counted(&hand, Reach::Anywhere, &metrics),
            hand,
            metrics,
        }
    }

    fn number(&self) -> Number {
        let secret = |text: &str| text.to_owned().into();
        let account = MetaAccount {
            graph_url: self.stub.url(""),
            version: "v25.0".into(),
            token: secret("t0ken"),
            app_secrets: vec![],
            verify_token: secret("v"),
            waba: None,
        };
        Number {
            id: NumberId::new("106540352242922"),
            account: Account::Meta(account),
            able: crate::domain::Abilities::default(),
        }
    }

    fn standing(&self) -> Standing {
        Standing {
            owner: Owner::Bot,
            opted_out: false,
            last_inbound: Some(self.hand.clock().now()),
            released: true,
        }
    }

    async fn send(&self, row: &OutboxRow, standing: &Standing) -> Sent {
        let tenant = tenant(DEMO);
        let to = Address {
            phone: Phone::from_provider("966501234567"),
            ..Address::default()
        };
        let send = Sending {
            tenant: &tenant,
            number: &self.number(),
            lane: &self.lane,
            clock: &self.hand.clock(),
            dice: &dice(),
            metrics: &self.metrics,
            counted: &self.metrics.tenant(&tenant.id, Peer::Meta),
        };
        send.run(row, &to, standing).await
    }

    fn row(&self) -> OutboxRow {
        let turn = TurnId {
            conversation: ConversationId([3; 16]),
            seq: InboxSeq(4),
        };
        let id = OutboxId { turn, index: 0 };
        let errand = Errand::Say(Outbound::text("طلبك في الطريق"));
        let mut row = OutboxRow::ready(id, errand, self.hand.clock().now());
        row.attempts = 1;
        row
    }

    fn counted(&self, line: &str) -> bool {
        self.metrics.render().lines().any(|other| other == line)
    }

    fn counted_as(&self, outcome: &str) -> bool {
        self.counted(&format!("hiwar_messages_sent_total{{tenant=\"acme\",provider=\"meta\",kind=\"session\",outcome=\"{outcome}\"}} 1"))
    }

    fn erred(&self, class: &str) -> bool {
        self.counted(&format!(
            "hiwar_provider_errors_total{{provider=\"meta\",class=\"{class}\"}} 1"
        ))
    }
}

fn outcome(sent: &Sent) -> &SendOutcome {
    match &sent.verdict {
        Verdict::Outcome { outcome, .. } => outcome,
        Verdict::Decision(settlement) => unreachable!("{settlement:?}"),
    }
}

fn refusal(status: u16, code: i64) -> Act {
    let body = format!(
        r#"{{"error":{{"message":"(#{code}) no","type":"OAuthException","code":{code},"fbtrace_id":"x"}}}}"#
    );
    Act::Reply(status, "", body)
}

#[tokio::test]
async fn a_message_is_handed_over_with_its_token_and_its_id_planted() {
    let scene = Scene::new([Act::Reply(200, "", TAKEN.into())]).await;
    let row = scene.row();
    let sent = scene.send(&row, &scene.standing()).await;
    let SendOutcome::Accepted { id, .. } = outcome(&sent) else {
        unreachable!("{sent:?}");
    };
    assert_eq!(*id, Some(MessageId::new("wamid.OK")));
    let seen = &scene.stub.seen()[0];
    assert!(
        seen.head
            .starts_with("POST /v25.0/106540352242922/messages "),
        "{}",
        seen.head
    );
    assert!(
        seen.head.contains("authorization: Bearer t0ken"),
        "{}",
        seen.head
    );
    assert!(seen.body.contains("طلبك في الطريق") && seen.body.contains(&row.id.to_string()));
    assert!(scene.counted_as("accepted") && !sent.stops_tenant);
}

#[tokio::test]
async fn what_may_not_be_said_never_leaves() {
    let scene = Scene::new([Act::Reply(200, "", TAKEN.into())]).await;
    let held = Standing {
        released: false,
        ..scene.standing()
    };
    let closed = Standing {
        last_inbound: None,
        ..scene.standing()
    };
    for (standing, state, reason) in [
        (held, ReceiptState::Suppressed, "send_switch"),
        (closed, ReceiptState::Failed, "window_closed"),
    ] {
        let sent = scene.send(&scene.row(), &standing).await;
        let Verdict::Decision(Settlement::Close(receipt)) = sent.verdict else {
            unreachable!("{sent:?}");
        };
        assert_eq!(
            (receipt.state, receipt.reason.as_deref()),
            (state, Some(reason))
        );
    }
    assert_eq!(scene.stub.connections(), 0);
    assert!(scene.counted_as("suppressed") && scene.counted_as("failed"));
}

#[tokio::test]
async fn a_send_that_may_have_arrived_is_never_recorded_as_withheld() {
    let scene = Scene::new([Act::Reply(200, "", TAKEN.into())]).await;
    let held = Standing {
        released: false,
        ..scene.standing()
    };
    let closed = Standing {
        last_inbound: None,
        ..scene.standing()
    };
    for standing in [held, closed] {
        let mut row = scene.row();
        row.lost = 1;
        let sent = scene.send(&row, &standing).await;
        let Verdict::Decision(Settlement::Close(receipt)) = sent.verdict else {
            unreachable!("{sent:?}");
        };
        assert_eq!(
            (receipt.state, receipt.reason.as_deref()),
            (ReceiptState::Failed, Some("unknown"))
        );
    }
    assert_eq!(scene.stub.connections(), 0);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_unknown_and_one_that_never_left_is_not() {
    let error = |status| Act::Reply(status, "", "<html>bad gateway</html>".into());
    for act in [
        Act::Close,
        Act::Half,
        error(502),
        error(500),
        refusal(500, 131_000),
    ] {
        let scene = Scene::new([act.clone()]).await;
        let sent = scene.send(&scene.row(), &scene.standing()).await;
        assert!(
            matches!(outcome(&sent), SendOutcome::Unknown { .. }),
            "{act:?} {sent:?}"
        );
        assert_eq!(scene.stub.seen().len(), 1, "{act:?}: no retry of its own");
        assert!(scene.erred("unknown"), "{act:?}");
        assert!(!scene.counted_as("failed"), "{act:?}: not over yet");
    }
    let scene = Scene::new([Act::Close]).await;
    let mut number = scene.number();
    let Account::Meta(account) = &mut number.account;
    account.graph_url = "http://127.0.0.1:1".into();
    let tenant = tenant(DEMO);
    let send = Sending {
        tenant: &tenant,
        number: &number,
        lane: &scene.lane,
        clock: &scene.hand.clock(),
        dice: &dice(),
        metrics: &scene.metrics,
        counted: &scene.metrics.tenant(&tenant.id, Peer::Meta),
    };
    let to = Address {
        phone: Phone::from_provider("966501234567"),
        ..Address::default()
    };
    let sent = send.run(&scene.row(), &to, &scene.standing()).await;
    let retry = SendOutcome::Retry {
        scope: RetryScope::Message,
        after: None,
        error: None,
    };
    assert_eq!(*outcome(&sent), retry);
    assert!(scene.erred("not_sent"));
}

#[tokio::test]
async fn a_silent_provider_is_waited_for_as_long_as_the_operator_says() {
    let scene = Scene::new([Act::Hang]).await;
    let mut tenant = tenant(DEMO);
    tenant.send_policy.timeout = Duration::from_millis(50);
    let send = Sending {
        tenant: &tenant,
        number: &scene.number(),
        lane: &scene.lane,
        clock: &scene.hand.clock(),
        dice: &dice(),
        metrics: &scene.metrics,
        counted: &scene.metrics.tenant(&tenant.id, Peer::Meta),
    };
    let to = Address {
        phone: Phone::from_provider("966501234567"),
        ..Address::default()
    };
    let (row, standing) = (scene.row(), scene.standing());
    let sent = send.run(&row, &to, &standing);
    let sent = tokio::time::timeout(Duration::from_secs(5), sent).await;
    let sent = sent.expect("it gives up");
    assert!(matches!(outcome(&sent), SendOutcome::Unknown { .. }));
}

#[tokio::test]
async fn a_limit_is_waited_out_by_whom_it_concerns() {
    let who = |n| ConversationId([n; 16]);
    let scene = Scene::new([
        refusal(400, 131_056),
        refusal(400, 131_056),
        refusal(429, 130_429),
    ])
    .await;
    for wait_s in [1, 4] {
        let sent = scene.send(&scene.row(), &scene.standing()).await;
        let wait = Duration::from_secs(wait_s);
        assert!(
            matches!(outcome(&sent), SendOutcome::Retry { scope: RetryScope::Pair, after: Some(after), .. } if *after == wait)
        );
        assert_eq!(scene.lane.permit(who(3)), Permit::Wait(wait));
        assert_eq!(scene.lane.permit(who(8)), Permit::Go, "others go on");
        scene.hand.forward(wait);
    }
    let sent = scene.send(&scene.row(), &scene.standing()).await;
    assert!(matches!(
        outcome(&sent),
        SendOutcome::Retry {
            scope: RetryScope::Number,
            after: Some(_),
            ..
        }
    ));
    assert!(
        matches!(scene.lane.permit(who(8)), Permit::Wait(_)),
        "the whole number waits"
    );
    assert!(
        scene.counted("hiwar_provider_errors_total{provider=\"meta\",class=\"rate_limited\"} 3")
    );
}

#[tokio::test]
async fn a_dead_token_stops_the_tenant_and_a_bad_message_only_itself() {
    let scene = Scene::new([refusal(401, 190), refusal(400, 131_026)]).await;
    let sent = scene.send(&scene.row(), &scene.standing()).await;
    assert!(sent.stops_tenant && scene.erred("credentials") && scene.counted_as("failed"));
    let sent = scene.send(&scene.row(), &scene.standing()).await;
    let recipient = matches!(
        outcome(&sent),
        SendOutcome::Rejected {
            why: Rejection::Recipient,
            ..
        }
    );
    assert!(recipient && !sent.stops_tenant && scene.erred("rejected"));
}

#[tokio::test]
async fn the_log_names_no_number_no_token_and_no_word_of_the_message() {
    let (ear, _guard) = Ear::listen();
    let scene = Scene::new([
        Act::Reply(200, "", TAKEN.into()),
        refusal(400, 131_026),
        refusal(500, 131_000),
        Act::Close,
    ])
    .await;
    for _ in 0..4 {
        scene.send(&scene.row(), &scene.standing()).await;
    }
    let held = Standing {
        released: false,
        ..scene.standing()
    };
    scene.send(&scene.row(), &held).await;
    let heard = ear.heard();
    for word in [
        "message.success",
        "message.failure",
        "message.disabled",
        "+966*****4567",
        "131026",
        "acme",
    ] {
        assert!(heard.contains(word), "{word} in\n{heard}");
    }
    for hidden in ["966501234567", "t0ken", "طلبك"] {
        assert!(!heard.contains(hidden), "{hidden} in\n{heard}");
    }
}
