//! For tests: hears what would have been logged on this thread, every level of it.

use std::io;
use std::sync::{Arc, Mutex, OnceLock};

use tracing::Dispatch;
use tracing::level_filters::LevelFilter;
use tracing::subscriber::DefaultGuard;

/// Keep the guard for as long as the ear shall listen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ear(Arc<Mutex<Vec<u8>>>);

impl Ear {
    pub(crate) fn listen() -> (Self, DefaultGuard) {
        // While there is only one subscriber in the process, a line that another thread
        // passes first is switched off for all (tracing-core's short cut for one). This
        // second one hears nothing and turns the short cut off.
        static DEAF: OnceLock<Dispatch> = OnceLock::new();
        DEAF.get_or_init(|| {
            Dispatch::new(
                tracing_subscriber::fmt()
                    .with_max_level(LevelFilter::OFF)
                    .finish(),
            )
        });
        let ear = Self::default();
        let writer = ear.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        (ear, tracing::subscriber::set_default(subscriber))
    }

    pub(crate) fn heard(&self) -> String {
        let bytes = self.0.lock().expect("whole");
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl io::Write for Ear {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("whole").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
