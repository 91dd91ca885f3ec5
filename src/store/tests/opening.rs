//! Opening: refused with the right word, or right.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::store::{Ground, StoreFault};

const LEILA: &str = "966501234567";

#[tokio::test]
async fn a_directory_in_use_is_refused() {
    let shelf = Shelf::new().await;
    let second = Store::open(shelf.directory.path(), &options(), NOW);
    assert!(matches!(second.err(), Some(StoreFault::InUse { .. })));
}

#[test]
fn a_link_and_a_file_are_refused() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("file");
    fs::write(&file, b"x").expect("written");
    let link = directory.path().join("link");
    std::os::unix::fs::symlink(directory.path(), &link).expect("linked");
    for path in [file, link] {
        let fault = Store::open(&path, &options(), NOW).err();
        assert!(matches!(fault, Some(StoreFault::Path { .. })), "{fault:?}");
    }
}

#[tokio::test]
async fn leftovers_of_a_killed_open_are_swept() {
    let mut shelf = Shelf::new().await;
    let conversation = shelf.hear("m1", "966501234567", "x").await;
    shelf.close();
    let books = shelf.directory.path().join("books");
    let leftover = books.join("snap.00000000000000FF.generating");
    fs::write(&leftover, b"half").expect("written");
    shelf.reopen();
    assert!(!leftover.exists());
    shelf.next(conversation);
}

#[tokio::test]
async fn damage_in_the_books_is_refused_by_name_and_left_as_it_is() {
    let mut shelf = Shelf::new().await;
    use_up_the_journal(&shelf).await;
    shelf.close();
    let log = shelf.directory.path().join("books").join("db");
    let mut bytes = fs::read(&log).expect("readable");
    for byte in bytes.iter_mut().skip(64).take(4096) {
        *byte ^= 0x5a;
    }
    fs::write(&log, &bytes).expect("written");
    let fault = Store::open(shelf.directory.path(), &options(), NOW).err();
    assert!(
        matches!(fault, Some(StoreFault::Damaged { .. })),
        "{fault:?}"
    );
}

/// Writes until every file of the journal has been used twice: what is only in sled then
/// cannot be had from anywhere else.
async fn use_up_the_journal(shelf: &Shelf) {
    for round in 0..4 {
        for at in 0..20 {
            shelf.hear(&format!("m{round}.{at}"), LEILA, "x").await;
        }
        shelf.store().books().checkpoint().expect("in sled");
    }
    shelf.hear("m.last", LEILA, "x").await;
}

/// The journal file that is being written, its bytes, and how many of them are used.
fn journal(shelf: &Shelf) -> (PathBuf, Vec<u8>, usize) {
    let directory = shelf.directory.path().join("journal");
    let files = fs::read_dir(directory).expect("a directory");
    let paths = files.map(|entry| entry.expect("an entry").path());
    let files = paths.map(|path| (fs::read(&path).expect("readable"), path));
    let used = |bytes: &[u8]| {
        bytes
            .iter()
            .rposition(|byte| *byte != 0)
            .map_or(0, |at| at + 1)
    };
    let (bytes, path) = files
        .max_by_key(|(bytes, _)| used(bytes))
        .expect("a journal");
    let used = used(&bytes);
    (path, bytes, used)
}

#[tokio::test]
async fn a_torn_tail_is_what_nobody_was_told_about() {
    let mut shelf = Shelf::new().await;
    let conversation = shelf.hear("m1", LEILA, "first").await;
    let first = shelf.next(conversation);
    let before = journal(&shelf).2;
    shelf.hear("m2", LEILA, "second").await;
    shelf.close();
    let (path, bytes, after) = journal(&shelf);
    for cut in [after - 1, usize::midpoint(before, after)] {
        let copy = tempfile::tempdir().expect("a directory");
        fs::create_dir(copy.path().join("journal")).expect("made");
        let name = path.file_name().expect("a name");
        fs::write(copy.path().join("journal").join(name), &bytes[..cut]).expect("written");
        let store = open(copy.path());
        let waiting = store.next_input(conversation).expect("readable");
        assert_eq!(waiting.expect("one").row, first);
        assert_eq!(store.depth().inbox, 1);
    }
}

#[tokio::test]
async fn damage_amid_the_journal_is_no_torn_tail() {
    let mut shelf = Shelf::new().await;
    for at in 0..20 {
        shelf.hear(&format!("m{at}"), LEILA, "x").await;
    }
    shelf.close();
    let (path, bytes, used) = journal(&shelf);
    for at in [40, used / 3, used / 2] {
        let mut bad = bytes.clone();
        bad[at] ^= 1;
        fs::write(&path, &bad).expect("written");
        let fault = Store::open(shelf.directory.path(), &options(), NOW).err();
        assert!(
            matches!(fault, Some(StoreFault::Damaged { .. })),
            "{at}: {fault:?}"
        );
        assert!(fs::read(&path).expect("readable") == bad, "left as it is");
    }
    fs::write(&path, &bytes).expect("written");
    shelf.reopen();
    assert_eq!(shelf.store().depth().inbox, 20);
}

#[tokio::test]
async fn what_sled_has_and_what_only_the_journal_has_are_one() {
    let mut shelf = Shelf::new().await;
    let conversation = shelf.hear("m1", LEILA, "first").await;
    shelf.hear("m2", LEILA, "second").await;
    shelf.store().books().checkpoint().expect("in sled");
    shelf.answer(conversation, &["one"]).await;
    shelf.hear("m3", LEILA, "third").await;
    for _ in 0..2 {
        shelf.reopen();
        assert_eq!(
            shelf.store().depth().inbox,
            2,
            "the first is gone from sled's rows too"
        );
        let verified = shelf.store().verify().expect("readable");
        assert_eq!(verified.faults, []);
        shelf.store().books().checkpoint().expect("in sled");
    }
    let files = fs::read_dir(shelf.directory.path().join("journal"));
    assert!(
        files.expect("a directory").count() <= 3,
        "files are used again"
    );
}

#[tokio::test]
async fn the_ground_is_ordered_or_said_not_to_be() {
    let shelf = Shelf::new().await;
    if let Ground::Unordered(why) = shelf.store().ground() {
        assert!(!why.is_empty());
        let directory = tempfile::tempdir().expect("a directory");
        let strict = OpenOptions {
            require_sync_flag: true,
            ..options()
        };
        let fault = Store::open(directory.path(), &strict, NOW).err();
        assert!(matches!(fault, Some(StoreFault::Unsynced { .. })));
    }
}

#[tokio::test]
async fn books_of_a_later_program_are_refused() {
    let mut shelf = Shelf::new().await;
    shelf.close();
    let mark = shelf.directory.path().join("format");
    fs::write(&mark, "2\n").expect("written");
    let fault = Store::open(shelf.directory.path(), &options(), NOW).err();
    let newer = StoreFault::NewerFormat {
        place: "the store".into(),
        found: 2,
        known: 1,
    };
    assert_eq!(fault, Some(newer));
}

#[tokio::test]
async fn books_that_vanished_are_not_taken_for_new_ones() {
    let mut shelf = Shelf::new().await;
    use_up_the_journal(&shelf).await;
    shelf.close();
    fs::remove_dir_all(shelf.directory.path().join("books")).expect("removed");
    let fault = Store::open(shelf.directory.path(), &options(), NOW).err();
    assert!(
        matches!(fault, Some(StoreFault::Damaged { .. })),
        "{fault:?}"
    );
}
