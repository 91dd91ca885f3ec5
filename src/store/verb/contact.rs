//! Who is this? A contact is found by her scoped user id, then the parent id, then the
//! phone. Two contacts that turn out to be one are merged on the user id. A number that
//! shows up under another user id has changed hands: nothing of the old owner follows.

use crate::domain::{
    Address, Bsuid, Contact, ContactId, ConversationId, Phone, TenantId, Timestamp,
};
use crate::seal::fingerprint;
use crate::store::StoreFault;
use crate::store::draft::Draft;
use crate::store::record::{Alias, key};

use super::merge::merge;

const PHONE: u8 = b'p';
const BSUID: u8 = b'b';
const PARENT: u8 = b'e';

/// What an event says about a person.
#[derive(Clone, Copy)]
pub(super) struct Who<'a> {
    pub tenant: &'a TenantId,
    pub address: &'a Address,
    pub profile_name: Option<&'a str>,
}

/// Finds or makes the contact. Returns also the conversations that a merge moved rows into.
pub(super) fn resolve(
    draft: &mut Draft<'_>,
    who: Who<'_>,
    now: Timestamp,
) -> Result<(ContactId, Vec<ConversationId>), StoreFault> {
    let Who {
        tenant, address, ..
    } = who;
    let by_bsuid = owner(
        draft,
        tenant,
        BSUID,
        address.bsuid.as_ref().map(Bsuid::as_str),
    )?;
    let by_parent = owner(
        draft,
        tenant,
        PARENT,
        address.parent.as_ref().map(Bsuid::as_str),
    )?;
    let mut by_phone = owner(
        draft,
        tenant,
        PHONE,
        address.phone.as_ref().map(Phone::e164),
    )?;
    if let Some(former) = by_phone.take_if(|owner| changed_hands(owner, address)) {
        detach_phone(draft, tenant, former)?;
    }
    let mut found = by_bsuid.into_iter().chain(by_parent).chain(by_phone);
    let Some(mut contact) = found.next() else {
        return create(draft, who, now).map(|id| (id, Vec::new()));
    };
    let mut moved = Vec::new();
    let mut changed = false;
    for other in found {
        if other.id != contact.id {
            moved.extend(merge(draft, tenant, &mut contact, other)?);
            changed = true;
        }
    }
    changed |= attach(draft, tenant, &mut contact, address)?;
    if who.profile_name.is_some() && contact.profile_name.as_deref() != who.profile_name {
        contact.profile_name = who.profile_name.map(Into::into);
        changed = true;
    }
    if changed {
        draft.put(key::contact(contact.id), &contact)?;
    }
    Ok((contact.id, moved))
}

/// She moved to another number, and whoever gets the old one is somebody else.
pub(super) fn leave_number(
    draft: &mut Draft<'_>,
    tenant: &TenantId,
    contact: ContactId,
) -> Result<(), StoreFault> {
    match draft.get::<Contact>(&key::contact(contact))? {
        Some(contact) => detach_phone(draft, tenant, contact),
        None => Ok(()),
    }
}

/// Her scoped id changed. An id that already belongs to somebody stays with them.
pub(super) fn change_id(
    draft: &mut Draft<'_>,
    tenant: &TenantId,
    contact: ContactId,
    to: &Address,
) -> Result<(), StoreFault> {
    let Some(mut contact) = draft.get::<Contact>(&key::contact(contact))? else {
        return Ok(());
    };
    let ids = Address {
        phone: None,
        bsuid: unowned(draft, tenant, BSUID, to.bsuid.as_ref())?,
        parent: unowned(draft, tenant, PARENT, to.parent.as_ref())?,
    };
    if attach(draft, tenant, &mut contact, &ids)? {
        draft.put(key::contact(contact.id), &contact)?;
    }
    Ok(())
}

/// Another spelling of her number, as the provider corrected it: leads to her from now on.
pub(super) fn also_known_as(
    draft: &mut Draft<'_>,
    tenant: &TenantId,
    contact: ContactId,
    phone: &Phone,
) -> Result<(), StoreFault> {
    let key = key::alias(tenant, PHONE, phone.e164());
    if draft.has(&key)? {
        return Ok(());
    }
    draft.put(key, &Alias(contact))
}

/// The contact that one of these aliases leads to; nothing is made.
pub(super) fn find(
    draft: &Draft<'_>,
    tenant: &TenantId,
    address: &Address,
) -> Result<Option<Contact>, StoreFault> {
    let aliases = [
        (BSUID, address.bsuid.as_ref().map(Bsuid::as_str)),
        (PARENT, address.parent.as_ref().map(Bsuid::as_str)),
        (PHONE, address.phone.as_ref().map(Phone::e164)),
    ];
    for (kind, value) in aliases {
        if let Some(contact) = owner(draft, tenant, kind, value)? {
            return Ok(Some(contact));
        }
    }
    Ok(None)
}

/// Points the aliases of `of` at `contact`, whoever had them.
pub(super) fn point_at(
    draft: &mut Draft<'_>,
    tenant: &TenantId,
    contact: ContactId,
    of: &Address,
) -> Result<(), StoreFault> {
    let aliases = [
        (BSUID, of.bsuid.as_ref().map(Bsuid::as_str)),
        (PARENT, of.parent.as_ref().map(Bsuid::as_str)),
        (PHONE, of.phone.as_ref().map(Phone::e164)),
    ];
    for (kind, value) in aliases {
        if let Some(value) = value {
            draft.put(key::alias(tenant, kind, value), &Alias(contact))?;
        }
    }
    Ok(())
}

fn create(draft: &mut Draft<'_>, who: Who<'_>, now: Timestamp) -> Result<ContactId, StoreFault> {
    let position = draft.next_position().0.to_be_bytes();
    let tenant = who.tenant.as_str().as_bytes();
    let id = ContactId(fingerprint(&[b"contact", tenant, &position]));
    let contact = Contact {
        id,
        address: who.address.clone(),
        profile_name: who.profile_name.map(Into::into),
        first_seen: now,
        merged_into: None,
    };
    point_at(draft, who.tenant, id, &contact.address)?;
    draft.put(key::contact(id), &contact)?;
    Ok(id)
}

fn owner(
    draft: &Draft<'_>,
    tenant: &TenantId,
    kind: u8,
    value: Option<&str>,
) -> Result<Option<Contact>, StoreFault> {
    let Some(value) = value else {
        return Ok(None);
    };
    let Some(Alias(id)) = draft.get(&key::alias(tenant, kind, value))? else {
        return Ok(None);
    };
    draft.get(&key::contact(id))
}

fn unowned(
    draft: &Draft<'_>,
    tenant: &TenantId,
    kind: u8,
    id: Option<&Bsuid>,
) -> Result<Option<Bsuid>, StoreFault> {
    let taken = owner(draft, tenant, kind, id.map(Bsuid::as_str))?.is_some();
    Ok(id.filter(|_| !taken).cloned())
}

fn changed_hands(owner: &Contact, address: &Address) -> bool {
    let differ = |one: Option<&Bsuid>, other: Option<&Bsuid>| {
        one.zip(other).is_some_and(|(one, other)| one != other)
    };
    let same_parent = owner.address.parent.is_some() && owner.address.parent == address.parent;
    differ(owner.address.bsuid.as_ref(), address.bsuid.as_ref()) && !same_parent
}

fn detach_phone(
    draft: &mut Draft<'_>,
    tenant: &TenantId,
    mut contact: Contact,
) -> Result<(), StoreFault> {
    if let Some(phone) = contact.address.phone.take() {
        draft.remove(key::alias(tenant, PHONE, phone.e164()))?;
        draft.put(key::contact(contact.id), &contact)?;
    }
    Ok(())
}

/// Adds what is new in `address`. A phone that it replaces no longer leads here; user
/// ids are never given to somebody else, so old ones may.
fn attach(
    draft: &mut Draft<'_>,
    tenant: &TenantId,
    contact: &mut Contact,
    address: &Address,
) -> Result<bool, StoreFault> {
    let mut changed = false;
    if let Some(phone) = &address.phone
        && contact.address.phone.as_ref() != Some(phone)
    {
        if let Some(old) = contact.address.phone.replace(phone.clone()) {
            draft.remove(key::alias(tenant, PHONE, old.e164()))?;
        }
        changed = true;
    }
    if address.bsuid.is_some() && contact.address.bsuid != address.bsuid {
        contact.address.bsuid.clone_from(&address.bsuid);
        changed = true;
    }
    if address.parent.is_some() && contact.address.parent != address.parent {
        contact.address.parent.clone_from(&address.parent);
        changed = true;
    }
    if changed {
        point_at(draft, tenant, contact.id, &contact.address)?;
    }
    Ok(changed)
}
