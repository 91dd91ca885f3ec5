//! Forgetting a person: her contact, her aliases, and everything that was said on every
//! number of the tenant. The wish is on disk before it is answered, and stays there until
//! the last record is gone, so that a crash in between finishes later.
//!
//! What remains holds nobody's name: dedupe marks are hashes and age out in eleven days.

use std::ops::ControlFlow;

use crate::domain::{Contact, ContactId, ConversationId, InboxSeq, Input, Timestamp};
use crate::store::committer::Verb;
use crate::store::draft::Draft;
use crate::store::record::{Alias, Erasure, Handoff, Key, Kind, Stored, key, open};
use crate::store::verb::conversation_id;
use crate::store::{Store, StoreFault};

/// Records that go in one write, so that no commit waits long.
const SLICE: usize = 1000;
/// Turns that are counted for her; more are "as many".
const COUNTED_MAX: usize = 100_000;
/// What lies under a conversation's own key, kind by kind.
const OF_A_CONVERSATION: [Kind; 5] = [
    Kind::Timeline,
    Kind::Receipt,
    Kind::DeadLetter,
    Kind::Runs,
    Kind::Inbox,
];

/// What is kept of a person, in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub since: Timestamp,
    /// Her profile's name is kept.
    pub named: bool,
    /// Hers and ours.
    pub messages: usize,
    pub handoffs: usize,
    pub reminders: usize,
}

/// Everybody and everything that goes with one conversation.
struct Person {
    contacts: Vec<Contact>,
    conversations: Vec<(ConversationId, Stored)>,
}

impl Store {
    /// What is kept of the person in this conversation.
    ///
    /// # Errors
    /// When it cannot be read, or there is no such conversation.
    pub fn held(&self, conversation: ConversationId) -> Result<Held, StoreFault> {
        let missing = || StoreFault::Missing {
            what: "the conversation of a person".into(),
        };
        let person = self.person(conversation)?.ok_or_else(missing)?;
        let mut held = Held {
            since: Timestamp(i64::MAX),
            named: false,
            messages: 0,
            handoffs: self.handoff_keys(&person)?.len(),
            reminders: 0,
        };
        for contact in &person.contacts {
            held.since = held.since.min(contact.first_seen);
            held.named |= contact.profile_name.is_some();
        }
        for (id, _) in &person.conversations {
            for turn in self.timeline(*id, InboxSeq(0), COUNTED_MAX)? {
                let hers = matches!(turn.input, Input::Message(_));
                held.messages += turn.said().count() + usize::from(hers);
            }
            let loaded = self.load(*id)?;
            held.reminders += loaded.map_or(0, |it| it.session.reminders.len());
        }
        Ok(held)
    }

    /// Notes that this person is to be forgotten from `due` on. Asking twice changes nothing.
    ///
    /// # Errors
    /// When the wish is not on disk: ask again.
    pub async fn ask_erasure(
        &self,
        conversation: ConversationId,
        due: Timestamp,
    ) -> Result<(), StoreFault> {
        self.write(Verb::Care, move |draft| {
            let place = key::erasure(conversation);
            if draft.has(&place)? {
                return Ok(());
            }
            draft.put(place, &Erasure(due))
        })
        .await
    }

    /// Forgets those whose time has come; whoever still has something on its way waits for
    /// the next call. Returns how many are gone.
    ///
    /// # Errors
    /// When somebody is not gone yet: call again later.
    pub async fn erase_due(&self, now: Timestamp, limit: usize) -> Result<usize, StoreFault> {
        let asked = self
            .books()
            .each::<Erasure>(&[], &Kind::Erasure.prefix(), limit)?;
        let mut gone = 0;
        for (place, Erasure(due)) in asked {
            let conversation = key::read_conversation(&place).filter(|_| due <= now);
            if let Some(conversation) = conversation
                && self.erase(conversation).await?
            {
                gone += 1;
            }
        }
        Ok(gone)
    }

    /// Returns whether the person is gone.
    async fn erase(&self, conversation: ConversationId) -> Result<bool, StoreFault> {
        if self.is_busy(conversation) {
            return Ok(false);
        }
        let Some(person) = self.person(conversation)? else {
            self.remove_all(vec![key::erasure(conversation)]).await?;
            return Ok(true);
        };
        if person.conversations.iter().any(|(id, _)| self.is_busy(*id)) {
            return Ok(false);
        }
        let mut said = self.handoff_keys(&person)?;
        for (id, _) in &person.conversations {
            for kind in OF_A_CONVERSATION {
                self.keys(&key::all_of(kind, *id), &mut said)?;
            }
        }
        for slice in said.chunks(SLICE) {
            self.remove_all(slice.to_vec()).await?;
        }
        let aliases = self.alias_keys(&person)?;
        self.write(Verb::Care, move |draft| {
            forget(draft, conversation, &person, aliases)
        })
        .await
    }

    async fn remove_all(&self, keys: Vec<Key>) -> Result<(), StoreFault> {
        let remove =
            move |draft: &mut Draft<'_>| keys.into_iter().try_for_each(|key| draft.remove(key));
        self.write(Verb::Care, remove).await
    }

    fn is_busy(&self, conversation: ConversationId) -> bool {
        let index = self.books().index();
        !index.waiting(conversation).is_empty() || index.has_outbox(conversation)
    }

    /// Who this is, under every contact she was known as, on every number of the tenant.
    fn person(&self, conversation: ConversationId) -> Result<Option<Person>, StoreFault> {
        let books = self.books();
        let Some(stored) = books.read::<Stored>(&key::conversation(conversation))? else {
            return Ok(None);
        };
        let contacts = self.known_as(stored.contact)?;
        let mut conversations = Vec::new();
        for number in books.numbers_of(&stored.tenant) {
            for contact in &contacts {
                let id = conversation_id(&stored.tenant, &number, contact.id);
                let found = books.read(&key::conversation(id))?;
                conversations.extend(found.map(|stored| (id, stored)));
            }
        }
        Ok(Some(Person {
            contacts,
            conversations,
        }))
    }

    /// The contact she goes by now, and all that were merged into it, over however many
    /// others.
    fn known_as(&self, contact: ContactId) -> Result<Vec<Contact>, StoreFault> {
        let books = self.books();
        let mut now = contact;
        while let Some(next) = books
            .read::<Contact>(&key::contact(now))?
            .and_then(|contact| contact.merged_into)
        {
            now = next;
        }
        let (mut contacts, mut merged) = (Vec::new(), Vec::new());
        books.scan(&[], &Kind::Contact.prefix(), &mut |_, value| {
            match open::<Contact>(value) {
                Ok(contact) if contact.id == now => contacts.push(contact),
                Ok(contact) if contact.merged_into.is_some() => merged.push(contact),
                Ok(_) | Err(_) => {}
            }
            ControlFlow::Continue(())
        })?;
        let mut at = 0;
        while let Some(into) = contacts.get(at).map(|contact| contact.id) {
            contacts.extend(merged.extract_if(.., |one| one.merged_into == Some(into)));
            at += 1;
        }
        Ok(contacts)
    }

    fn handoff_keys(&self, person: &Person) -> Result<Vec<Key>, StoreFault> {
        let mut keys = Vec::new();
        let all = self
            .books()
            .each::<Handoff>(&[], &Kind::Handoff.prefix(), usize::MAX)?;
        for (key, handoff) in all {
            if person.is(handoff.contact) {
                keys.push(key);
            }
        }
        Ok(keys)
    }

    /// Also those that a provider's correction of her number added.
    fn alias_keys(&self, person: &Person) -> Result<Vec<Key>, StoreFault> {
        let mut keys = Vec::new();
        self.books()
            .scan(&[], &Kind::Alias.prefix(), &mut |key, value| {
                if open::<Alias>(value).is_ok_and(|Alias(contact)| person.is(contact)) {
                    keys.push(key.to_vec());
                }
                ControlFlow::Continue(())
            })?;
        Ok(keys)
    }

    fn keys(&self, prefix: &[u8], found: &mut Vec<Key>) -> Result<(), StoreFault> {
        self.books().scan(&[], prefix, &mut |key, _| {
            found.push(key.to_vec());
            ControlFlow::Continue(())
        })
    }
}

impl Person {
    fn is(&self, contact: ContactId) -> bool {
        self.contacts.iter().any(|known| known.id == contact)
    }
}

/// The last write: she may have written again since, and then it waits.
fn forget(
    draft: &mut Draft<'_>,
    asked_in: ConversationId,
    person: &Person,
    aliases: Vec<Key>,
) -> Result<bool, StoreFault> {
    let index = draft.books.index();
    let busy = |id: &ConversationId| !index.waiting(*id).is_empty() || index.has_outbox(*id);
    let noted = |id: &ConversationId| !draft.rows_noted(*id).is_empty();
    if person
        .conversations
        .iter()
        .any(|(id, _)| busy(id) || noted(id))
    {
        return Ok(false);
    }
    drop(index);
    for (id, stored) in &person.conversations {
        for timer in &stored.timers {
            draft.remove(key::timer(timer.due, *id, &timer.name))?;
        }
        draft.remove(key::conversation(*id))?;
    }
    for contact in &person.contacts {
        draft.remove(key::contact(contact.id))?;
    }
    aliases.into_iter().try_for_each(|key| draft.remove(key))?;
    draft.remove(key::erasure(asked_in))?;
    Ok(true)
}

#[cfg(test)]
mod tests;
