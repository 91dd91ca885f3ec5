//! When the operator says stop: the first SIGTERM or SIGINT begins an ordered stop, the
//! second ends the process at once. What is on disk is right either way.

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Exit status after a second signal: 128 + SIGINT.
const INTERRUPTED: i32 = 130;

/// Resolves at the first signal.
///
/// # Errors
/// When the process may not install handlers.
pub fn stop_asked() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        either(&mut terminate, &mut interrupt).await;
        tracing::info!("stopping: requests and turns under way are finished first");
        tokio::spawn(async move {
            either(&mut terminate, &mut interrupt).await;
            std::process::exit(INTERRUPTED);
        });
    })
}

async fn either(terminate: &mut Signal, interrupt: &mut Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
