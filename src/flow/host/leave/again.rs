//! `c.again(times, other)`: this step once more, at most `times` in all, then `other`.

use rhai::Module;

use super::Transition;
use crate::flow::host::handle::Handle;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("again", |_: &mut Handle, times: i64, other: &str| {
        let times = u16::try_from(times.max(0)).unwrap_or(u16::MAX);
        let other = other.into();
        Ok(Transition::Again { times, other })
    });
}
