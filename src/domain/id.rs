//! Names of things: tenants, numbers, contacts, conversations, turns, sends.
//! Ids are types so that one can never stand where another is meant. This file
//! derives nothing from the world: who makes an id hands in its bytes.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// An id that could not be read. Names the kind of id and what it should look like.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("read {kind} `{text}`: expected {expected}")]
pub struct IdFault {
    pub kind: &'static str,
    pub text: String,
    pub expected: &'static str,
}

/// A business served by this process: 1 to 32 of `a-z 0-9 - _`, chosen by the operator.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TenantId(Arc<str>);

impl TenantId {
    /// # Errors
    /// When the text is empty, longer than 32 or holds another character.
    pub fn parse(text: &str) -> Result<Self, IdFault> {
        let fits = (1..=32).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_');
        if fits {
            Ok(Self(text.into()))
        } else {
            Err(IdFault {
                kind: "tenant",
                text: text.into(),
                expected: "1 to 32 of a-z 0-9 - _",
            })
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! provider_text {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(Arc<str>);

        impl $name {
            #[must_use]
            pub fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

provider_text! {
    /// A business number as its provider names it (Meta: `phone_number_id`; Twilio: the E.164 sender).
    NumberId
}
provider_text! {
    /// A message as its provider names it (Meta: `wamid.…`, opaque, about 128 characters; Twilio: `SM…`).
    MessageId
}

macro_rules! shown_as_text {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}
shown_as_text!(TenantId, NumberId, MessageId);

macro_rules! sixteen_bytes {
    ($(#[$doc:meta])* $name:ident, $prefix:literal, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub [u8; 16]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($prefix)?;
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdFault;

            fn from_str(text: &str) -> Result<Self, IdFault> {
                let fault = || IdFault { kind: $kind, text: text.into(), expected: concat!($prefix, " and 32 hex digits") };
                let hex = text.strip_prefix($prefix).ok_or_else(fault)?;
                if hex.len() != 32 || !hex.is_ascii() {
                    return Err(fault());
                }
                let mut bytes = [0; 16];
                for (at, byte) in bytes.iter_mut().enumerate() {
                    *byte = u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).map_err(|_| fault())?;
                }
                Ok(Self(bytes))
            }
        }
    };
}

sixteen_bytes! {
    /// A person known to one tenant, whatever aliases she writes under. Never a phone number.
    ContactId, "cus_", "contact"
}
sixteen_bytes! {
    /// One contact on one business number of one tenant: what an actor owns.
    ConversationId, "cnv_", "conversation"
}

/// Position in the inbox: unique in the store and rising in the order of admission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct InboxSeq(pub u64);

/// One handled input: the conversation (which contains its tenant) and the inbox position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TurnId {
    pub conversation: ConversationId,
    pub seq: InboxSeq,
}

/// The n-th thing that a turn sends or calls. Running a turn again yields the same ids.
/// Written `ob_<32 hex>_<seq>_<index>` (at most 64 characters): planted in every send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OutboxId {
    pub turn: TurnId,
    pub index: u16,
}

impl fmt::Display for TurnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.conversation, self.seq.0)
    }
}

impl FromStr for TurnId {
    type Err = IdFault;

    fn from_str(text: &str) -> Result<Self, IdFault> {
        let fault = || IdFault {
            kind: "turn",
            text: text.into(),
            expected: "cnv_<32 hex>_<seq>",
        };
        let (conversation, seq) = text.rsplit_once('_').ok_or_else(fault)?;
        Ok(Self {
            conversation: conversation.parse().map_err(|_| fault())?,
            seq: InboxSeq(seq.parse().map_err(|_| fault())?),
        })
    }
}

impl fmt::Display for OutboxId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ob_")?;
        self.turn
            .conversation
            .0
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))?;
        write!(f, "_{}_{}", self.turn.seq.0, self.index)
    }
}

impl FromStr for OutboxId {
    type Err = IdFault;

    fn from_str(text: &str) -> Result<Self, IdFault> {
        let fault = || IdFault {
            kind: "outbox id",
            text: text.into(),
            expected: "ob_<32 hex>_<seq>_<index>",
        };
        let mut parts = text.strip_prefix("ob_").ok_or_else(fault)?.split('_');
        let (Some(hex), Some(seq), Some(index), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(fault());
        };
        let conversation = format!("cnv_{hex}").parse().map_err(|_| fault())?;
        let seq = InboxSeq(seq.parse().map_err(|_| fault())?);
        let index = index.parse().map_err(|_| fault())?;
        Ok(Self {
            turn: TurnId { conversation, seq },
            index,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outbox_id_survives_the_trip_to_a_provider_and_back() {
        let id = OutboxId {
            turn: TurnId {
                conversation: ConversationId([0xab; 16]),
                seq: InboxSeq(u64::MAX),
            },
            index: u16::MAX,
        };
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.turn.to_string().parse(), Ok(id.turn));
        assert!(id.to_string().len() <= 64);
        for wrong in [
            "",
            "ob_",
            "ob_ab_1_2",
            "cnv_00",
            "ob_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz_1_2",
        ] {
            assert!(wrong.parse::<OutboxId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_tenant_name_is_short_and_plain() {
        assert!(TenantId::parse("acme-sa_1").is_ok());
        for wrong in ["", "Acme", "a b", "متجر", &"a".repeat(33)] {
            assert!(TenantId::parse(wrong).is_err(), "{wrong}");
        }
    }
}
