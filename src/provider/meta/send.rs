//! Meta's send request: where it goes and who signs for it.

use std::time::Duration;

use secrecy::ExposeSecret;

use crate::domain::{
    Address, HttpCall, MetaAccount, Method, NumberId, Outbound, OutboundBody, OutboxId,
};
use crate::provider::EncodeFault;
use crate::provider::cloud::outbound;

/// Meta answers in well under a second; past this the answer counts as lost. Operators set
/// their own.
const SEND_TIMEOUT: Duration = Duration::from_secs(20);
/// Real answers stay below 2 KiB.
const REPLY_BYTES_MAX: usize = 64 * 1024;

/// Writes the request.
///
/// # Errors
/// When the message breaks a limit of WhatsApp's, or nobody is addressed.
pub fn encode(
    message: &Outbound,
    to: &Address,
    number: &NumberId,
    account: &MetaAccount,
    id: OutboxId,
) -> Result<HttpCall, EncodeFault> {
    let (base, version) = (&account.graph_url, &account.version);
    let token = account.token.expose_secret();
    Ok(HttpCall {
        method: Method::Post,
        url: format!("{base}/{version}/{number}/messages"),
        headers: vec![
            ("authorization".into(), format!("Bearer {token}")),
            ("content-type".into(), "application/json".into()),
        ],
        body: outbound::body(message, to, id)?,
        timeout: SEND_TIMEOUT,
        reply_bytes_max: REPLY_BYTES_MAX,
        // There is no idempotency key: only marking as read twice is marking as read once.
        repeatable: matches!(message.body, OutboundBody::ReadReceipt { .. }),
    })
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;
    use crate::domain::{
        Account, CallFault, ConversationId, InboxSeq, MessageId, Number, Phone, SendOutcome, TurnId,
    };
    use crate::provider;

    fn number() -> Number {
        Number {
            id: NumberId::new("100000000000001"),
            account: Account::Meta(MetaAccount {
                graph_url: "https://graph.facebook.com".into(),
                version: "v25.0".into(),
                token: SecretString::from("tok"),
                app_secrets: vec![],
                verify_token: SecretString::from("v"),
                waba: None,
            }),
            able: crate::domain::Abilities::default(),
        }
    }

    fn encoded(body: OutboundBody) -> HttpCall {
        let turn = TurnId {
            conversation: ConversationId([1; 16]),
            seq: InboxSeq(7),
        };
        let to = Address {
            phone: Phone::from_provider("966500000001"),
            ..Address::default()
        };
        let message = Outbound {
            body,
            reply_to: None,
        };
        provider::encode(&message, &to, &number(), OutboxId { turn, index: 0 }).expect("a call")
    }

    #[test]
    fn a_send_goes_to_its_number_with_its_token_and_its_id() {
        let call = encoded(Outbound::text("hi").body);
        assert_eq!(
            call.url,
            "https://graph.facebook.com/v25.0/100000000000001/messages"
        );
        assert_eq!(call.method, Method::Post);
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            call.headers,
            [
                header("authorization", "Bearer tok"),
                header("content-type", "application/json")
            ]
        );
        let body = String::from_utf8(call.body).expect("UTF-8");
        assert!(body.contains("ob_01010101010101010101010101010101_7_0"));
    }

    #[test]
    fn only_a_read_receipt_may_be_repeated_blindly() {
        let message = MessageId::new("wamid.in");
        let emoji = "👍".into();
        assert!(!encoded(Outbound::text("hi").body).repeatable);
        assert!(
            !encoded(OutboundBody::Reaction {
                message: message.clone(),
                emoji
            })
            .repeatable
        );
        let typing = true;
        assert!(encoded(OutboundBody::ReadReceipt { message, typing }).repeatable);
    }

    #[test]
    fn an_answer_is_read_by_the_account_that_was_called() {
        let lost = Err(CallFault::TimedOut(SEND_TIMEOUT));
        assert!(matches!(
            provider::read(&number().account, &lost),
            SendOutcome::Unknown { .. }
        ));
    }
}
