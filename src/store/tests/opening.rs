//! Opening: refused with the right word, or right.

use std::fs;

use super::*;
use crate::store::{Ground, StoreFault};

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
async fn damage_is_refused_by_name_and_left_as_it_is() {
    let mut shelf = Shelf::new().await;
    for at in 0..50 {
        shelf.hear(&format!("m{at}"), "966501234567", "x").await;
    }
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
    shelf.close();
    fs::remove_dir_all(shelf.directory.path().join("books")).expect("removed");
    let fault = Store::open(shelf.directory.path(), &options(), NOW).err();
    assert!(
        matches!(fault, Some(StoreFault::Damaged { .. })),
        "{fault:?}"
    );
}
