//! The plan of the house: rooms from the ground to the roof, the doors between them,
//! and where each outside crate lives.

/// Every room and the rooms below it that it may name. Rooms on one floor share no door.
pub const DOORS: &[(&str, &[&str])] = &[
    // Ground: the words.
    ("domain", &[]),
    // First floor: small pure tools.
    ("seal", &["domain"]),
    ("locale", &["domain"]),
    ("telemetry", &["domain"]),
    // Second floor: pure machines.
    ("flow", &["domain", "locale"]),
    ("provider", &["domain", "seal"]),
    // Third floor: the two rooms that touch the world.
    ("store", &["domain", "seal", "telemetry"]),
    ("wire", &["domain", "telemetry"]),
    // Fourth to sixth floor: errands, who is awake, the front door.
    (
        "job",
        &["domain", "seal", "telemetry", "provider", "store", "wire"],
    ),
    (
        "actor",
        &["domain", "telemetry", "flow", "store", "wire", "job"],
    ),
    (
        "http",
        &["domain", "seal", "telemetry", "provider", "store", "actor"],
    ),
    // Roof: wiring, then the command line.
    (
        "app",
        &[
            "domain",
            "seal",
            "locale",
            "telemetry",
            "flow",
            "provider",
            "store",
            "wire",
            "job",
            "actor",
            "http",
        ],
    ),
    ("cli", &["domain", "seal", "locale", "flow", "store", "app"]),
];

/// Outside crates and the only rooms that may name them.
pub const HOMES: &[(&[&str], &[&str])] = &[
    (&["ractor"], &["actor"]),
    (
        &[
            "axum",
            "hyper_util",
            "tower",
            "tower_http",
            "http_body_util",
        ],
        &["http"],
    ),
    // Under reqwest, hyper is who knows whether a request was written.
    (&["hyper"], &["http", "wire"]),
    (&["sled", "bincode", "crc32c"], &["store"]),
    // Threads that give way, in either room.
    (&["rustix"], &["store", "actor"]),
    (
        &["reqwest", "rustls", "rustls_platform_verifier"],
        &["wire"],
    ),
    (&["rhai"], &["flow"]),
    (&["hmac", "sha2", "subtle", "hex"], &["seal"]),
    (
        &[
            "fluent",
            "fluent_bundle",
            "fluent_syntax",
            "unic_langid",
            "icu_decimal",
            "icu_plurals",
            "icu_calendar",
            "icu_locale_core",
            "icu_provider",
            "fixed_decimal",
            "unicode_normalization",
            "unicode_segmentation",
        ],
        &["locale"],
    ),
    // The terminal shows right-to-left text in the order of the eye.
    (&["unicode_bidi"], &["locale", "cli"]),
    // "Did you mean": misspelt words of customers, authors and operators.
    (&["strsim"], &["locale", "flow", "app"]),
    // Days of messages, of `Retry-After`, of the demo shop's orders; a tenant's time zone.
    (&["jiff"], &["locale", "flow", "wire", "job", "http", "app"]),
    // A flow's validators take patterns from their author.
    (&["regex"], &["locale", "flow"]),
    (&["tracing_subscriber"], &["telemetry", "app"]),
    (&["prometheus_client"], &["telemetry"]),
    // The program's allocator: named by the binary, by no room.
    (&["mimalloc"], &[]),
    // The head of a chat test is TOML.
    (&["toml"], &["flow", "app"]),
    (&["fastrand"], &["app"]),
    (&["clap", "annotate_snippets"], &["cli"]),
    (&["tempfile"], &["app", "cli"]),
    // Text of the outside world becomes our values where it enters and leaves.
    (
        &["serde_json"],
        &["flow", "provider", "store", "job", "http", "app", "cli"],
    ),
    // A synchronous core, an asynchronous shell.
    (
        &["tokio", "futures", "bytes"],
        &["store", "wire", "job", "actor", "http", "app", "cli"],
    ),
    // A pure room answers in values; who handles them writes the log.
    (
        &["tracing"],
        &[
            "telemetry",
            "store",
            "wire",
            "job",
            "actor",
            "http",
            "app",
            "cli",
        ],
    ),
];

/// Crates that are at home in every room.
pub const EVERYWHERE: &[&str] = &["serde", "thiserror", "secrecy"];

/// Words of the language and of std, and the only rooms that may say them.
pub const WORDS: &[(&str, &[&str])] = &[
    ("async", SHELL),
    ("await", SHELL),
    ("std::fs", SHELL),
    ("std::net", SHELL),
    // sled lets go of its files a moment after it is closed.
    ("thread::sleep", &["store"]),
    ("SystemTime::now", &["app"]),
    ("Timestamp::now", &["app"]),
    ("Zoned::now", &["app"]),
    ("Instant::now", &["app"]),
    ("std::env", &["app", "cli"]),
    ("env::var", &["app", "cli"]),
    // They panic when nobody reads: a command says what it has to say through cli/exit.rs.
    ("println!", &[]),
    ("eprintln!", &[]),
];

const SHELL: &[&str] = &["store", "wire", "job", "actor", "http", "app", "cli"];

/// Lines of a file, without its `#[cfg(test)]` module.
pub const FILE_LINES_MAX: usize = 400;
/// Lines of a file that is compiled for tests only: tables are long, and read row by row.
pub const TEST_FILE_LINES_MAX: usize = 600;
/// Files of a folder, without `mod.rs`.
pub const FOLDER_FILES_MAX: usize = 12;

/// Files that outgrew the limit: they may shrink, not grow.
pub const OVERGROWN: &[(&str, usize)] = &[];
/// Folders that may hold more. The dictionary has one file per word, read one at a time.
pub const CROWDED: &[(&str, usize)] = &[("src/domain", 24)];

/// Names that name no thing.
pub const EMPTY_NAMES: &[&str] = &[
    "util", "utils", "helper", "helpers", "common", "misc", "base", "manager", "data", "info",
];
