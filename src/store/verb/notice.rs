//! News that is not a chat: all of it is recorded, some of it concerns a contact, and
//! staff writing from the phone app is an input like any other.

use crate::domain::{Address, Input, MessageId, Notice, NoticeKind, NumberId, Timestamp, TurnId};
use crate::store::StoreFault;
use crate::store::draft::Draft;
use crate::store::record::key;

use super::admit::{Admitted, INPUT_BYTES_MAX, add_row, quarantine, remember};
use super::contact::{self, Who};
use super::merge;

pub(super) fn take(
    draft: &mut Draft<'_>,
    notice: Notice,
    now: Timestamp,
    admitted: &mut Admitted,
) -> Result<(), StoreFault> {
    match (&notice.kind, &notice.number) {
        (NoticeKind::StaffEcho { to, id, text }, Some(number)) if !to.is_empty() => {
            let echo = Echo { number, to, id };
            return take_echo(draft, echo, text.clone(), now, admitted);
        }
        (
            NoticeKind::UserIdChanged {
                phone,
                previous,
                current,
            },
            Some(number),
        ) => change_id(draft, number, [previous, phone], current)?,
        (
            NoticeKind::StaffEcho { .. }
            | NoticeKind::UserIdChanged { .. }
            | NoticeKind::MarketingPreference { .. }
            | NoticeKind::TemplateStatus { .. }
            | NoticeKind::Account { .. }
            | NoticeKind::Recorded
            | NoticeKind::Unknown,
            _,
        ) => {}
    }
    let why = format!("notice: {}", notice.field);
    let before = admitted.quarantined;
    quarantine(
        draft,
        notice.number.clone(),
        why,
        notice.raw.clone(),
        now,
        admitted,
    )?;
    admitted.quarantined = before;
    admitted.notices.push(notice);
    Ok(())
}

#[derive(Clone, Copy)]
struct Echo<'a> {
    number: &'a NumberId,
    to: &'a Address,
    id: &'a MessageId,
}

fn take_echo(
    draft: &mut Draft<'_>,
    echo: Echo<'_>,
    text: Option<String>,
    now: Timestamp,
    admitted: &mut Admitted,
) -> Result<(), StoreFault> {
    let Some(tenant) = draft.books.tenant_of(echo.number) else {
        let (number, raw) = (Some(echo.number.clone()), echo.id.as_str().into());
        return quarantine(
            draft,
            number,
            "unknown number, echo".into(),
            raw,
            now,
            admitted,
        );
    };
    if draft.has(&key::seen(echo.number, echo.id))? {
        admitted.duplicates += 1;
        return Ok(());
    }
    let who = Who {
        tenant: &tenant,
        address: echo.to,
        profile_name: None,
    };
    let (contact, moved) = contact::resolve(draft, who, now)?;
    for id in moved {
        admitted.wake(&tenant, id);
    }
    let conversation = merge::conversation_of(draft, &tenant, echo.number, contact)?;
    // that staff wrote matters, not every word of it
    let text = text.filter(|text| text.len() < INPUT_BYTES_MAX / 2);
    let seq = add_row(draft, conversation, Input::StaffEcho { text }, now)?;
    remember(
        draft,
        echo.number,
        echo.id,
        TurnId { conversation, seq },
        now,
    )?;
    admitted.admitted += 1;
    admitted.wake(&tenant, conversation);
    Ok(())
}

fn change_id(
    draft: &mut Draft<'_>,
    number: &NumberId,
    known_as: [&Address; 2],
    current: &Address,
) -> Result<(), StoreFault> {
    let Some(tenant) = draft.books.tenant_of(number) else {
        return Ok(());
    };
    for address in known_as {
        if let Some(contact) = contact::find(draft, &tenant, address)? {
            return contact::change_id(draft, &tenant, contact.id, current);
        }
    }
    Ok(())
}
