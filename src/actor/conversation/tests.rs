//! What a conversation may go on believing.

use super::*;
use crate::domain::{
    Address, ContactId, InboundMessage, MessageId, Phone, SystemNotice, Timestamp,
};

#[test]
fn a_contact_whose_number_changed_is_looked_up_again() {
    let address = |digits| Address {
        phone: Phone::from_provider(digits),
        ..Address::default()
    };
    let contact = Contact {
        id: ContactId([1; 16]),
        address: address("966501234567"),
        profile_name: None,
        first_seen: Timestamp(0),
        merged_into: None,
    };
    let text = Content::Text { body: "x".into() };
    let moved = Content::System(SystemNotice::NumberChanged {
        to: address("966509999999"),
    });
    for (content, from, known) in [
        (text.clone(), "966501234567", true),
        (text, "966509999999", false),
        (moved, "966501234567", false),
    ] {
        let input = Input::Message(Box::new(InboundMessage {
            id: MessageId::new("wamid.1"),
            number: NumberId::new("1"),
            from: address(from),
            profile_name: None,
            at: Timestamp(0),
            content,
            context: None,
            referral: None,
        }));
        assert_eq!(knows(&contact, &input), known, "{input:?}");
    }
}
