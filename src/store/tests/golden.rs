//! Bytes that were once written are read for ever: one file per record and version,
//! kept in `tests/fixtures/store`. A change that breaks one of these tests needs a new
//! VERSION, a reader for the old one, and a new file beside the old.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::domain::{ContactId, TimelineEntry};
use crate::store::record::{
    self, Alias, Directory, Erasure, Format, Lease, Outbox, Record, Runs, Seen, Sent, Stored, Text,
    TimerTag,
};

mod sample;

use sample::*;

/// Calls `$each` with a sample of every record.
macro_rules! samples {
    ($each:ident) => {
        $each("alias", &Alias(ContactId([3; 16])));
        $each("bundle", &bundle());
        $each("contact", &contact());
        $each("conversation", &conversation());
        $each("dead_letter", &dead_letter());
        $each("directory", &Directory(tenant("acme")));
        $each("erasure", &Erasure(NOW));
        $each("format", &Format(1));
        $each("handoff", &handoff());
        $each("inbox", &inbox());
        $each("lease", &Lease(8192));
        $each("orphan", &orphan());
        $each("outbox", &Outbox(vec![row()]));
        $each("publication", &publication());
        $each("quarantine", &quarantined());
        $each("receipt", &receipt());
        $each("runs", &Runs(2));
        $each(
            "seen",
            &Seen {
                admitted: NOW,
                turn: turn(),
            },
        );
        $each("sent", &Sent(outbox_id()));
        $each("text", &Text("fn start(c) { c.say(\"سلام\") }".into()));
        $each("timeline", &timeline());
        $each(
            "timer",
            &TimerTag {
                tag: 9,
                tenant: tenant("acme"),
            },
        );
    };
}

#[test]
fn every_released_record_is_read_back() {
    fn read_back<R: Record + PartialEq + std::fmt::Debug>(name: &str, sample: &R) {
        let path = golden(name, R::VERSION);
        let bytes = fs::read(&path).expect("a golden file for every record and version");
        let read: R = record::open(&bytes).expect("readable");
        assert_eq!(&read, sample, "{name}");
        let written = record::seal(sample).expect("small");
        assert_eq!(
            written, bytes,
            "{name}: writing changed without a new version"
        );
    }
    samples!(read_back);
}

#[test]
fn what_older_versions_wrote_is_read_and_filled_up() {
    fn old<R: Record>(name: &str) -> R {
        let bytes = fs::read(golden(name, 1)).expect("a golden file");
        record::open(&bytes).expect("readable")
    }
    assert_eq!(old::<Stored>("conversation"), conversation_v1());
    assert_eq!(old::<TimelineEntry>("timeline"), timeline_v1());
}

/// While a version is not released its shape may still change: then its file is deleted
/// before this is run again.
#[test]
#[ignore = "writes the golden files of new versions; never overwrites one"]
fn write_missing_golden_files() {
    fn write<R: Record>(name: &str, sample: &R) {
        let path = golden(name, R::VERSION);
        if !path.exists() {
            fs::write(path, record::seal(sample).expect("small")).expect("written");
        }
    }
    samples!(write);
}

fn golden(name: &str, version: u16) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/store")
        .join(format!("{name}.v{version}.bin"))
}
