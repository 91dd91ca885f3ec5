//! The two languages whose conventions this room knows. A dialect tag writes like its base.

/// Whose conventions a text follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    Arabic,
    English,
}

impl Language {
    /// `ar`, `ar-SA` and the like are Arabic; everything else is written as English.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        if base(tag) == "ar" {
            Self::Arabic
        } else {
            Self::English
        }
    }

    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::English => "en",
        }
    }
}

/// `ar` of `ar-SA`.
pub(crate) fn base(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}
