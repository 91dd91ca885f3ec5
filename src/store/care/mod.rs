//! Looking after the books: directory, health, verification, sweeping, the story of one
//! message.

mod directory;

pub(super) use directory::NUMBERS_MAX;
