//! The page itself: a few static files inside the program. No inline script or style, so
//! that the content policy can forbid both.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Redirect, Response};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// `GET /`: who typed the address alone is shown the way.
pub async fn door() -> Redirect {
    Redirect::temporary("/sim")
}

/// `GET /sim`
pub async fn index() -> Response {
    serve("text/html; charset=utf-8", include_str!("page/page.html"))
}

/// `GET /sim/{file}`
pub async fn file(Path(name): Path<String>) -> Response {
    let script = "text/javascript; charset=utf-8";
    match name.as_str() {
        "app.js" => serve(script, include_str!("page/app.js")),
        "bubbles.js" => serve(script, include_str!("page/bubbles.js")),
        "inside.js" => serve(script, include_str!("page/inside.js")),
        "saved.js" => serve(script, include_str!("page/saved.js")),
        "words.js" => serve(script, include_str!("page/words.js")),
        "style.css" => serve("text/css; charset=utf-8", include_str!("page/style.css")),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn serve(kind: &'static str, text: &'static str) -> Response {
    let headers = [
        (CONTENT_TYPE, kind),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, text).into_response()
}
