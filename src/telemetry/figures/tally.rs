//! Counters of closed label sets, resolved once: counting is an array index and one
//! atomic addition. Every combination exists from the start, at zero, so that an alert
//! sees the first error as a rise and not as a new series.

use std::borrow::Cow;
use std::marker::PhantomData;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;

use super::words::Word;

/// Label names and values of one series.
pub(super) type Labels = Vec<(&'static str, Cow<'static, str>)>;

/// One counter for every pair of an `A` and a `B`.
#[derive(Debug, Clone)]
pub struct Tally<A, B = ()> {
    counters: Vec<Counter>,
    labels: PhantomData<(A, B)>,
}

impl<A: Word, B: Word> Tally<A, B> {
    /// Resolves the counters in `family`, under the fixed labels of `base`.
    pub(super) fn new(
        family: &Family<Labels, Counter>,
        base: &[(&'static str, Cow<'static, str>)],
        names: [&'static str; 2],
    ) -> Self {
        let counter = |a: &A, b: &B| {
            let words = [(names[0], a.word()), (names[1], b.word())];
            let own = words.into_iter().filter(|(name, _)| !name.is_empty());
            let mut labels = base.to_vec();
            labels.extend(own.map(|(name, word)| (name, Cow::Borrowed(word))));
            family.get_or_create_owned(&labels)
        };
        let row = |a| B::ALL.iter().map(move |b| counter(a, b));
        Self {
            counters: A::ALL.iter().flat_map(row).collect(),
            labels: PhantomData,
        }
    }

    #[must_use]
    pub fn at(&self, a: A, b: B) -> &Counter {
        &self.counters[a.index() * B::ALL.len() + b.index()]
    }

    #[must_use]
    pub fn sum(&self) -> u64 {
        self.counters.iter().map(Counter::get).sum()
    }

    /// Over every `a`.
    #[must_use]
    pub fn sum_of(&self, b: B) -> u64 {
        A::ALL.iter().map(|a| self.at(*a, b).get()).sum()
    }
}
