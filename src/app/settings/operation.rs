//! A tenant's operations: what a flow calls by name. In the file
//! `[tenant.acme.operations."shop.get_order"]`, in the environment
//! `HIWAR_TENANT__ACME__OPERATIONS__SHOP__GET_ORDER__URL`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::domain::{HttpOperation, Method, Operation};

use super::parse::WebAddress;
use super::reader::Reader;
use super::{Origin, Why};

/// The operation of the shipped flows, answered by the demo shop where no address is set.
pub const GET_ORDER: &str = "shop.get_order";
/// Appended to `shop_api_url`.
const GET_ORDER_PATH: &str = "/orders/{order_no}";

pub(super) fn read(from: &mut Reader<'_>, tenant: &str) -> BTreeMap<String, Operation> {
    let shop = from
        .optional(&format!("tenant.{tenant}.shop_api_url"))
        .map(|WebAddress(url)| url);
    let prefix = format!("tenant.{tenant}.operations.");
    let mut names: BTreeSet<String> = from
        .below(&prefix)
        .iter()
        .filter_map(|rest| Some(rest.rsplit_once('.')?.0.to_owned()))
        .collect();
    names.insert(GET_ORDER.into());
    names
        .into_iter()
        .filter_map(|name| {
            let operation = read_one(from, &format!("{prefix}{name}"), &name, shop.as_deref())?;
            Some((name, operation))
        })
        .collect()
}

fn read_one(from: &mut Reader<'_>, key: &str, name: &str, shop: Option<&str>) -> Option<Operation> {
    let field = |name: &str| format!("{key}.{name}");
    let explicit = from.optional(&field("url")).map(|WebAddress(url)| url);
    let of_the_shop = || {
        let shop = shop.filter(|_| name == GET_ORDER)?;
        Some(format!("{shop}{GET_ORDER_PATH}"))
    };
    let url = explicit.clone().or_else(of_the_shop);
    let own_shop = url.is_some() && explicit.is_none();
    let method = from.or(&field("method"), Method::Get);
    let operation = HttpOperation {
        method,
        bearer: from.secret(&field("bearer")),
        timeout: from.checked(
            &field("timeout"),
            Duration::from_secs(5),
            "a span between 100ms and 30s",
            |span| (100..=30_000).contains(&span.as_millis()),
        ),
        retries: u8::try_from(from.within(&field("retries"), 2, 0..=5)).unwrap_or(0),
        writes: from.or(&field("writes"), !matches!(method, Method::Get)),
        redact: from.or(&field("redact"), Vec::new()),
        // The operator's own shop may well live next door; any other address has to say so.
        allow_private: from.or(&field("allow_private"), own_shop),
        url: url.clone().unwrap_or_default(),
    };
    match url {
        Some(_) => Some(Operation::Http(operation)),
        None if name == GET_ORDER => Some(Operation::Demo),
        None => {
            let set = "an operation needs an address".into();
            from.fault(&field("url"), Origin::Default, Why::Missing { set });
            None
        }
    }
}
