//! How the stub provider behaves towards one send, and what it reports afterwards.

use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conduct {
    /// 200 with an id.
    Accept,
    /// The same after a while.
    Late(Duration),
    /// An error body with this HTTP status and error code; nothing was taken.
    Refuse(u16, u32),
    /// A gateway's page with this status, no JSON; nothing was taken.
    Html(u16),
    /// Status 200 around an error body; nothing was taken.
    ErrorIn200(u32),
    /// Takes the message, then closes the connection without a word.
    TakeAndDrop,
    /// Closes the connection without a word and without taking the message.
    Drop,
    /// Takes the message and never answers.
    TakeAndHang,
}

impl Conduct {
    /// Whether the message reaches the customer.
    pub fn takes(self) -> bool {
        matches!(
            self,
            Self::Accept | Self::Late(_) | Self::TakeAndDrop | Self::TakeAndHang
        )
    }
}

/// The status webhooks that follow a message that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reports {
    Silent,
    /// sent, delivered, read.
    InOrder,
    /// read, delivered, sent.
    Reversed,
    /// In order, and all of them before the send itself is answered.
    BeforeAnswer,
}

impl Reports {
    pub fn states(self) -> &'static [&'static str] {
        match self {
            Self::Silent => &[],
            Self::InOrder | Self::BeforeAnswer => &["sent", "delivered", "read"],
            Self::Reversed => &["read", "delivered", "sent"],
        }
    }
}
