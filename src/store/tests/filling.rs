//! A full disk: refused, nothing acknowledged is lost, and the store works again once
//! there is room. Needs the right to mount a small file system; says so where it has not.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::*;
use crate::store::StoreFault;

const LEILA: &str = "966501234567";

/// A file system of 96 MiB, gone when dropped.
struct Mount(PathBuf);

impl Mount {
    fn new(at: &Path) -> Option<Self> {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=96m", "tmpfs"])
            .arg(at)
            .output();
        let mounted = mounted.is_ok_and(|output| output.status.success());
        mounted.then(|| Self(at.to_owned()))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}

#[tokio::test]
async fn a_full_disk_is_refused_and_nothing_acknowledged_is_lost() {
    let directory = tempfile::tempdir().expect("a directory");
    let Some(mount) = Mount::new(directory.path()) else {
        eprintln!("skipped: may not mount a file system here");
        return;
    };
    let path = mount.0.join("store");
    let ballast = mount.0.join("ballast");
    std::fs::write(&ballast, vec![0; 64 << 20]).expect("written");
    let store = open(&path);
    let numbers = vec![(NumberId::new(NUMBER), tenant("acme"))];
    store.set_directory(numbers).await.expect("set");
    let text = "ﷺ".repeat(1000);
    let (mut acknowledged, mut fault) = (0, None);
    while fault.is_none() && acknowledged < 100_000 {
        let id = format!("m.{acknowledged}");
        match store.admit(vec![message(&id, LEILA, &text)], NOW).await {
            Ok(_) => acknowledged += 1,
            Err(refused) => fault = Some(refused),
        }
    }
    // The journal meets the full disk in the reply itself, sled behind its back.
    let full = fault.as_ref().map(ToString::to_string).unwrap_or_default();
    assert!(full.contains("no space left on the disk"), "{full}");
    assert!(matches!(store.standing(), Err(StoreFault::Stopped { .. })));
    let again = store.admit(vec![message("m.x", LEILA, "x")], NOW).await;
    assert!(
        matches!(again, Err(StoreFault::Stopped { .. })),
        "no way back but a restart"
    );
    drop(store);
    std::fs::remove_file(ballast).expect("removed");
    let store = open(&path);
    for at in 0..acknowledged {
        let known = store.explain(&format!("m.{at}")).expect("readable");
        assert!(known.is_some(), "m.{at} of {acknowledged} is lost");
    }
    let last = store.admit(vec![message("m.last", LEILA, "x")], NOW).await;
    assert_eq!(last.expect("admitted").admitted, 1);
}
