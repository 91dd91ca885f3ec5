//! stub
use axum::http::StatusCode;
pub async fn explain_message() -> StatusCode { StatusCode::NOT_IMPLEMENTED }
pub async fn store_stats() -> StatusCode { StatusCode::NOT_IMPLEMENTED }
