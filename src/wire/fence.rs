//! Where calls may go. An operation's address comes from a tenant, so it is held to the
//! public internet: the web address itself is checked, and so is every address its name
//! resolves to, at the moment of connecting and in the same look-up that the connection
//! uses. A name that changes between two look-ups gains nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// How far a lane's calls may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// The operator vouches for the address: providers, and what the environment names.
    Anywhere,
    /// Public addresses only.
    Public,
}

/// Why an address must not be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fenced {
    #[error("not a web address")]
    Shape,
    #[error("only http and https are called")]
    Scheme,
    #[error("an address may not carry a user or password")]
    UserInfo,
    #[error("only ports 80, 443 and those above 1023 are called")]
    Port,
    #[error("the address is not a public one")]
    Private,
}

/// Reads a web address and holds it to what can be known before looking up its name.
pub(super) fn check(url: &str, reach: Reach) -> Result<Url, Fenced> {
    let url = Url::parse(url).map_err(|_| Fenced::Shape)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Fenced::Scheme);
    }
    if reach == Reach::Anywhere {
        return Ok(url);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Fenced::UserInfo);
    }
    if url
        .port()
        .is_some_and(|port| port < 1024 && port != 80 && port != 443)
    {
        return Err(Fenced::Port);
    }
    // The connector does not look literal addresses up, so they are judged here. `Url` has
    // already turned `127.1`, `0x7f.1` and `2130706433` into what they mean.
    let host = url.host_str().unwrap_or("");
    let literal = host.trim_start_matches('[').trim_end_matches(']').parse();
    if literal.is_ok_and(|address| !is_public(address)) {
        return Err(Fenced::Private);
    }
    Ok(url)
}

/// Whether an address is on the public internet (IANA special-purpose registries).
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        // This network, private, loopback, multicast and beyond.
        [0 | 10 | 127 | 224..=255, ..]
        // Shared by carriers; link-local, where clouds keep their metadata; private.
        | [100, 64..=127, ..]
        | [169, 254, ..]
        | [172, 16..=31, ..]
        | [192, 168, ..]
        // Protocol assignments, documentation, 6to4 relays, benchmarks.
        | [192, 0, 0 | 2, _]
        | [192, 88, 99, _]
        | [198, 18..=19, ..]
        | [198, 51, 100, _]
        | [203, 0, 113, _] => true,
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    if let [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] = segments {
        // Mapped, or translated by the network: it is the inner address that is reached.
        return is_public_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    }
    match segments {
        // Assignments with embedded or unroutable addresses, documentation, 6to4.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // Of the rest only 2000::/3 is routed in public.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

/// Looks names up as the system does.
#[derive(Debug, Clone, Copy)]
pub(super) struct SystemNames;

impl Resolve for SystemNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<_> = found.collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Of what a name resolves to, the public addresses. The connection is made to one of these
/// and looks nothing up again.
#[derive(Debug, Clone, Copy)]
pub(super) struct PublicNames<R>(pub R);

impl<R: Resolve> Resolve for PublicNames<R> {
    fn resolve(&self, name: Name) -> Resolving {
        let found = self.0.resolve(name);
        Box::pin(async move { Ok(keep_public(found.await?)?) })
    }
}

fn keep_public(found: impl Iterator<Item = SocketAddr>) -> Result<Addrs, Fenced> {
    let public: Vec<_> = found.filter(|address| is_public(address.ip())).collect();
    if public.is_empty() {
        return Err(Fenced::Private);
    }
    Ok(Box::new(public.into_iter()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s61_what_is_not_on_the_public_internet_is_refused() {
        for url in [
            "http://127.0.0.1/",
            "http://[::1]/",
            "http://0.0.0.0/",
            "http://169.254.169.254/latest/meta-data",
            "http://[fd00:ec2::254]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[64:ff9b::10.0.0.1]/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://127.0.0.1./",
            "http://①②⑦.⓪.⓪.①/",
            "http://[::]/",
            "http://[::127.0.0.1]/",
            "http://[fe80::1%eth0]/",
            "http://127.1/",
            "http://１２７.０.０.１/",
            "http://127。0。0。1/",
            "http://100.100.100.200/",
            "http://10.1.2.3:8080/",
            "http://192.168.0.1/",
            "http://172.16.0.1/",
            "http://[fe80::1%25eth0]/",
            "http://[fe80::1]/",
            "http://[2002:7f00:1::]/",
            "http://255.255.255.255/",
            "https://user@example.com/",
            "https://ok.com@127.0.0.1/",
            "https://example.com:22/",
            "https://example.com:25/",
            "file:///etc/passwd",
            "gopher://example.com/",
            "gopher://127.0.0.1:25/",
            "data:text/plain,x",
            "https://example.com:0/",
            "https://:secret@example.com/",
            "ftp://example.com/",
            "//example.com/",
            "example.com",
            "",
        ] {
            assert!(check(url, Reach::Public).is_err(), "{url}");
        }
    }

    #[test]
    fn public_addresses_pass() {
        for url in [
            "https://shop.example/orders/1",
            "https://shop.example:8443/",
            "http://93.184.215.14/",
            "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
            "http://100.63.0.1/",
            "http://172.32.0.1/",
        ] {
            assert!(check(url, Reach::Public).is_ok(), "{url}");
        }
    }

    #[test]
    fn an_operators_own_address_may_be_anywhere_but_must_be_http() {
        assert!(check("http://127.0.0.1:9/", Reach::Anywhere).is_ok());
        assert!(check("http://localhost/", Reach::Anywhere).is_ok());
        assert!(check("file:///etc/passwd", Reach::Anywhere).is_err());
    }

    #[test]
    fn of_what_a_name_resolves_to_only_public_addresses_are_kept() {
        let at = |text: &str| SocketAddr::new(text.parse().expect("an address"), 0);
        let both = [at("10.0.0.1"), at("93.184.215.14")];
        let kept: Vec<_> = keep_public(both.into_iter()).expect("one").collect();
        assert_eq!(kept, [at("93.184.215.14")]);
        assert!(keep_public([at("127.0.0.1"), at("::1")].into_iter()).is_err());
        assert!(keep_public([].into_iter()).is_err());
    }
}
