//! One request and its answer over the client, and what it means when there is none. The
//! faults are told apart by one question: can the other side have seen the request?

use std::error::Error;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Client, Url};

use super::fence::Fenced;
use super::retry_after;
use crate::domain::{CallFault, Clock, HttpCall, HttpReply, Method};

/// A fault's own words are cut here.
const REASON_CHARS_MAX: usize = 160;

/// Carries `call` to `url`, which has been checked.
pub(super) async fn exchange(
    client: &Client,
    url: Url,
    call: HttpCall,
    clock: &Clock,
) -> Result<HttpReply, CallFault> {
    let timeout = call.timeout;
    let headers = headers(&call.headers)?;
    let request = client
        .request(method(call.method), url)
        .headers(headers)
        .body(call.body);
    let answer = async {
        let response = request.send().await.map_err(|fault| read_fault(&fault))?;
        let retry_after = response
            .headers()
            .get(RETRY_AFTER)
            .and_then(|text| retry_after::read(text.to_str().ok()?, clock.now()));
        Ok(HttpReply {
            status: response.status().as_u16(),
            retry_after,
            body: read_body(response, call.reply_bytes_max).await?,
        })
    };
    tokio::time::timeout(timeout, answer)
        .await
        .unwrap_or(Err(CallFault::TimedOut(timeout)))
}

async fn read_body(mut response: reqwest::Response, max: usize) -> Result<Vec<u8>, CallFault> {
    let told = response.content_length().unwrap_or(0);
    let told = usize::try_from(told).unwrap_or(usize::MAX);
    if told > max {
        return Err(CallFault::TooLarge { max });
    }
    let mut body = Vec::with_capacity(told);
    loop {
        let chunk = response.chunk().await;
        let Some(chunk) = chunk.map_err(|fault| read_fault(&fault))? else {
            return Ok(body);
        };
        if body.len() + chunk.len() > max {
            return Err(CallFault::TooLarge { max });
        }
        body.extend_from_slice(&chunk);
    }
}

/// Names and values are checked here, so that no text can add a header of its own.
fn headers(pairs: &[(String, String)]) -> Result<HeaderMap, CallFault> {
    let mut headers = HeaderMap::with_capacity(pairs.len());
    for (name, value) in pairs {
        let refused =
            || CallFault::Refused(format!("header `{}` is malformed", name.escape_debug()));
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused())?;
        let mut value = HeaderValue::from_str(value).map_err(|_| refused())?;
        value.set_sensitive(name == AUTHORIZATION);
        headers.append(name, value);
    }
    Ok(headers)
}

fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}

fn read_fault(fault: &reqwest::Error) -> CallFault {
    if let Some(fenced) = causes(fault).find_map(|cause| cause.downcast_ref::<Fenced>()) {
        return CallFault::Refused(fenced.to_string());
    }
    // A canceled request met a connection that was already closing: hyper gives it back
    // unwritten, and has tried it on another connection where it could.
    let unwritten = causes(fault)
        .filter_map(|cause| cause.downcast_ref::<hyper::Error>())
        .any(hyper::Error::is_canceled);
    if fault.is_connect() || unwritten {
        CallFault::NotSent(reason(fault))
    } else {
        CallFault::Broken(reason(fault))
    }
}

fn causes<'a>(fault: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(fault), |&cause| cause.source())
}

/// The innermost cause, which names no address: `Connection refused (os error 111)`.
fn reason(fault: &reqwest::Error) -> String {
    let innermost = causes(fault).last().map(ToString::to_string);
    let text = innermost.unwrap_or_default();
    text.chars().take(REASON_CHARS_MAX).collect()
}

/// Whether a result speaks against the other side: an answer below 500 never does.
pub(super) fn is_failure(result: &Result<HttpReply, CallFault>) -> bool {
    match result {
        Ok(reply) => reply.status >= 500,
        Err(CallFault::NotSent(_) | CallFault::TimedOut(_) | CallFault::Broken(_)) => true,
        Err(CallFault::Open { .. } | CallFault::Refused(_) | CallFault::TooLarge { .. }) => false,
    }
}
