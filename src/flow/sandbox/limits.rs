//! What a script may spend. Measured on rhai 1.27: with these call levels and expression
//! depths a script needs less than 2 MiB of native stack; the threads that run scripts
//! have [`SCRIPT_STACK_BYTES`].

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Stack of a thread that runs scripts: ten times what the deepest legal script needs.
pub const SCRIPT_STACK_BYTES: usize = 16 * 1024 * 1024;
/// Longest source of one file.
pub const SCRIPT_BYTES_MAX: usize = 64 * 1024;
/// All sources of a bundle together.
pub const BUNDLE_BYTES_MAX: usize = 512 * 1024;
/// Words and signs in one file: six times those of the longest that ships.
pub(super) const TOKENS_MAX: usize = 12_000;
/// Cases of all the `switch` in one file: looking for doubles, the parser compares them all.
pub(super) const SWITCH_ARMS_MAX: usize = 1_000;
/// A file's top level only declares; it is run once, when the bundle is compiled.
const DECLARING_OPERATIONS_MAX: u64 = 20_000;

pub(super) const OPERATIONS_MAX: u64 = 200_000;
pub(super) const WALL_MAX: Duration = Duration::from_millis(250);
pub(super) const CALL_LEVELS_MAX: usize = 16;
pub(super) const EXPRESSION_DEPTH_MAX: usize = 64;
pub(super) const FUNCTION_EXPRESSION_DEPTH_MAX: usize = 32;
pub(super) const STRING_BYTES_MAX: usize = 16 * 1024;
pub(super) const ARRAY_ITEMS_MAX: usize = 1_000;
pub(super) const MAP_FIELDS_MAX: usize = 500;
/// In one call of a function. Measured: a script that holds a largest map in each variable
/// of each call that it may be in takes less than 40 MiB, its stack included; with 64 variables and twice the call
/// levels it was 115, with 200 variables 340.
pub(super) const VARIABLES_MAX: usize = 32;
pub(super) const FUNCTIONS_MAX: usize = 200;
pub(super) const MODULES_MAX: usize = 16;
/// More than a person writes in an hour, less than a machine that answers another one.
pub const TURNS_AN_HOUR: u16 = 120;
/// What `print` and `debug` may leave in a trace.
pub(super) const PRINTED_BYTES_MAX: usize = 4 * 1024;
/// The wall deadline is looked at once in so many operations.
pub(super) const TICK_EVERY: u64 = 256;

/// Monotonic time since an arbitrary start.
pub type Ticks = Arc<dyn Fn() -> Duration + Send + Sync>;

/// What one turn of a script may spend. This room reads no clock: without `ticks` only
/// operations are counted.
#[derive(Clone)]
pub struct Limits {
    pub operations: u64,
    pub wall: Duration,
    /// Messages that one contact may write in an hour and have answered; 0: any number.
    pub turns_an_hour: u16,
    pub ticks: Option<Ticks>,
}

impl Limits {
    /// For the top level of a file.
    #[must_use]
    pub fn declaring() -> Self {
        Self {
            operations: DECLARING_OPERATIONS_MAX,
            ..Self::default()
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            operations: OPERATIONS_MAX,
            wall: WALL_MAX,
            turns_an_hour: TURNS_AN_HOUR,
            ticks: None,
        }
    }
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} operations, {:?}", self.operations, self.wall)
    }
}
