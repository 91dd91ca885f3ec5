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
    /// Public addresses only, and only encrypted.
    Public,
}

/// Why an address must not be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fenced {
    #[error("not a web address")]
    Shape,
    #[error("only http and https are called")]
    Scheme,
    #[error("a public address is called over https; allow_private = true vouches for plain http")]
    Plain,
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
    if url.scheme() != "https" {
        return Err(Fenced::Plain);
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
pub(super) struct PublicNames<R> {
    names: R,
    /// [`is_public`], but in a test that has no public address to connect to.
    passes: fn(IpAddr) -> bool,
}

impl<R> PublicNames<R> {
    pub fn of(names: R) -> Self {
        let passes = is_public;
        Self { names, passes }
    }

    #[cfg(test)]
    pub fn where_public_is(names: R, passes: fn(IpAddr) -> bool) -> Self {
        Self { names, passes }
    }
}

impl<R: Resolve> Resolve for PublicNames<R> {
    fn resolve(&self, name: Name) -> Resolving {
        let (found, passes) = (self.names.resolve(name), self.passes);
        Box::pin(async move { Ok(keep(found.await?, passes)?) })
    }
}

fn keep(
    found: impl Iterator<Item = SocketAddr>,
    passes: fn(IpAddr) -> bool,
) -> Result<Addrs, Fenced> {
    let public: Vec<_> = found.filter(|address| passes(address.ip())).collect();
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
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://0.0.0.0/",
            "https://169.254.169.254/latest/meta-data",
            "https://[fd00:ec2::254]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[::ffff:7f00:1]/",
            "https://[64:ff9b::10.0.0.1]/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://127.0.0.1./",
            "https://①②⑦.⓪.⓪.①/",
            "https://[::]/",
            "https://[::127.0.0.1]/",
            "https://[fe80::1%eth0]/",
            "https://127.1/",
            "https://１２７.０.０.１/",
            "https://127。0。0。1/",
            "https://100.100.100.200/",
            "https://10.1.2.3:8080/",
            "https://192.168.0.1/",
            "https://172.16.0.1/",
            "https://[fe80::1%25eth0]/",
            "https://[fe80::1]/",
            "https://[2002:7f00:1::]/",
            "https://255.255.255.255/",
            "https://user@example.com/",
            "https://ok.com@127.0.0.1/",
            "https://example.com:22/",
            "https://example.com:25/",
            "http://shop.example/",
            "http://93.184.215.14/",
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
            "https://93.184.215.14/",
            "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
            "https://100.63.0.1/",
            "https://172.32.0.1/",
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
        let kept: Vec<_> = keep(both.into_iter(), is_public).expect("one").collect();
        assert_eq!(kept, [at("93.184.215.14")]);
        assert!(keep([at("127.0.0.1"), at("::1")].into_iter(), is_public).is_err());
        assert!(keep([].into_iter(), is_public).is_err());
    }
}
