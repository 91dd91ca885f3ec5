//! Customary names: variables that earlier tools, hosting pages and Meta's samples use for
//! settings of ours. Each means one key of the default tenant, or (`tenant.*`) of all.

pub(super) enum Meaning {
    Key(&'static str),
    /// Written as a bare number of milliseconds.
    Milliseconds(&'static str),
    /// Known and without effect here; said once at the start.
    Unused(&'static str),
}

use Meaning::{Key, Milliseconds, Unused};

const OTHER_PROVIDER: &str = "this version speaks to Meta's Cloud API and to the sandbox";

/// The first name of two for one key is the better known.
pub(super) const NAMES: &[(&str, Meaning)] = &[
    ("WHATSAPP_PROVIDER", Key("tenant.default.provider")),
    (
        "WHATSAPP_PHONE_ID",
        Key("tenant.default.meta.phone_number_id"),
    ),
    (
        "WHATSAPP_PHONE_NUMBER_ID",
        Key("tenant.default.meta.phone_number_id"),
    ),
    ("WHATSAPP_TOKEN", Key("tenant.default.meta.access_token")),
    (
        "WHATSAPP_ACCESS_TOKEN",
        Key("tenant.default.meta.access_token"),
    ),
    (
        "WHATSAPP_VERIFY_TOKEN",
        Key("tenant.default.meta.verify_token"),
    ),
    ("META_APP_SECRET", Key("tenant.default.meta.app_secret")),
    (
        "WHATSAPP_WEBHOOK_SECRET",
        Key("tenant.default.meta.app_secret"),
    ),
    ("META_APP_ID", Key("tenant.default.meta.app_id")),
    (
        "WHATSAPP_BUSINESS_ACCOUNT_ID",
        Key("tenant.default.meta.waba_id"),
    ),
    ("META_GRAPH_URL", Key("tenant.*.meta.graph_url")),
    ("SHOP_API_URL", Key("tenant.*.shop_api_url")),
    ("SHOP_API_TOKEN", Key("tenant.*.shop_api_token")),
    ("RETURNS_ENABLED", Key("tenant.*.flags.returns_enabled")),
    ("WHATSAPP_SEND_ENABLED", Key("send.enabled")),
    ("WHATSAPP_NOTIFICATIONS_ENABLED", Key("send.enabled")),
    ("PILOT_WHITELIST", Key("send.pilot")),
    ("WHATSAPP_TIMEOUT_MS", Milliseconds("send.timeout")),
    ("WEBHOOK_URL", Key("server.public_url")),
    ("HIWAR_API_TOKEN", Key("server.api_token")),
    (
        "CORS_ORIGINS",
        Unused("no page of another origin is served in this version"),
    ),
    ("PDPL_DELETE_MODE", Unused("erasure is not in this version")),
    (
        "MESSAGE_RETENTION_DAYS",
        Unused("retention is not in this version"),
    ),
    (
        "SENTRY_DSN",
        Unused("read the JSON logs instead (log.format)"),
    ),
    ("WHATSAPP_DEBUG", Unused("set HIWAR_LOG__LEVEL=debug")),
    (
        "WHATSAPP_PHONE_NUMBER",
        Unused("Meta tells the number with every message"),
    ),
    (
        "WHATSAPP_RETRY_ATTEMPTS",
        Unused("the retry policy is fixed"),
    ),
    ("WHATSAPP_FALLBACK_ENABLED", Unused(OTHER_PROVIDER)),
    ("WHATSAPP_ENABLE_MEDIA", Unused("media are always taken in")),
    ("TWILIO_ACCOUNT_SID", Unused(OTHER_PROVIDER)),
    ("TWILIO_AUTH_TOKEN", Unused(OTHER_PROVIDER)),
    ("TWILIO_WHATSAPP_FROM", Unused(OTHER_PROVIDER)),
    ("TWILIO_MESSAGING_SERVICE_SID", Unused(OTHER_PROVIDER)),
    ("TWILIO_API_URL", Unused(OTHER_PROVIDER)),
    ("ZAPTRA_API_URL", Unused(OTHER_PROVIDER)),
    ("ZAPTRA_API_TOKEN", Unused(OTHER_PROVIDER)),
    ("ZAPTRA_TOKEN", Unused(OTHER_PROVIDER)),
    ("D360_API_URL", Unused(OTHER_PROVIDER)),
];

/// `HIWAR_…` variables that are not settings: where the file is, and what tests arm.
pub(super) fn belongs_to_the_process(name: &str) -> bool {
    matches!(
        name,
        "HIWAR_CONFIG" | "HIWAR_API_TOKEN" | "HIWAR_API_TOKEN_FILE"
    ) || name.starts_with("HIWAR_CRASH_")
        || name.starts_with("HIWAR_TEST_")
}
