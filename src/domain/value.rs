//! A free value: what a slot, a call's arguments or an answer hold. Small, ordered and
//! bounded, so that it can be stored, replayed and compared byte by byte.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Deepest nesting that may be stored.
pub const DEPTH_MAX: usize = 8;

#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    Int(i64),
    /// A decimal as written, such as `12.50`: money never becomes a float.
    Decimal(String),
    Text(String),
    List(Vec<Value>),
    Map(BTreeMap<String, Value>),
    /// An answer that is shown to nobody.
    Secret(Secret),
}

/// A text that prints as dots.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("••••")
    }
}

impl Value {
    /// A leaf is 1 deep, a list of leaves 2.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Self::List(items) => 1 + items.iter().map(Self::depth).max().unwrap_or(0),
            Self::Map(fields) => 1 + fields.values().map(Self::depth).max().unwrap_or(0),
            Self::Null
            | Self::Bool(_)
            | Self::Int(_)
            | Self::Decimal(_)
            | Self::Text(_)
            | Self::Secret(_) => 1,
        }
    }

    /// Roughly what storing it costs, in bytes.
    #[must_use]
    pub fn weight_bytes(&self) -> usize {
        match self {
            Self::Null | Self::Bool(_) => 1,
            Self::Int(_) => 9,
            Self::Decimal(text) | Self::Text(text) | Self::Secret(Secret(text)) => 3 + text.len(),
            Self::List(items) => 3 + items.iter().map(Self::weight_bytes).sum::<usize>(),
            Self::Map(fields) => {
                3 + fields
                    .iter()
                    .map(|(k, v)| 3 + k.len() + v.weight_bytes())
                    .sum::<usize>()
            }
        }
    }

    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Decimal(text) => Some(text),
            Self::Null
            | Self::Bool(_)
            | Self::Int(_)
            | Self::List(_)
            | Self::Map(_)
            | Self::Secret(_) => None,
        }
    }

    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Value> {
        match self {
            Self::Map(fields) => fields.get(field),
            Self::Null
            | Self::Bool(_)
            | Self::Int(_)
            | Self::Decimal(_)
            | Self::Text(_)
            | Self::List(_)
            | Self::Secret(_) => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}
