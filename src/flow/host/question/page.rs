//! Which options stand on a page of a long list: every page keeps room for the rows that
//! turn it.

use crate::domain::LIST_ROWS_MAX;

/// On the first page, one row leads on; on the others, one leads on and one back.
const FIRST: usize = LIST_ROWS_MAX - 1;
const LATER: usize = LIST_ROWS_MAX - 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    at: u8,
    /// The options on it: from this place, until before that one.
    pub from: usize,
    pub until: usize,
    count: usize,
}

impl Page {
    /// The page `at`, from 0; past the last one, the last.
    pub fn of(count: usize, at: u8) -> Self {
        let mut page = Self {
            at: 0,
            from: 0,
            until: FIRST.min(count),
            count,
        };
        while page.at < at && page.until < count {
            page.at += 1;
            page.from = page.until;
            // the last page needs no row that leads on
            let room = if count - page.from <= FIRST {
                FIRST
            } else {
                LATER
            };
            page.until = count.min(page.from + room);
        }
        page
    }

    pub fn next(self) -> Option<u8> {
        (self.until < self.count).then(|| self.at + 1)
    }

    pub fn previous(self) -> Option<u8> {
        self.at.checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_stands_on_one_page_and_no_page_is_too_long() {
        for count in 11..=60 {
            let (mut at, mut seen) = (0, 0);
            loop {
                let page = Page::of(count, at);
                assert_eq!(page.from, seen, "{count} options, page {at}");
                let turns =
                    usize::from(page.next().is_some()) + usize::from(page.previous().is_some());
                assert!(
                    page.until - page.from + turns <= LIST_ROWS_MAX,
                    "{count}, page {at}"
                );
                seen = page.until;
                match page.next() {
                    Some(next) => at = next,
                    None => break,
                }
            }
            assert_eq!(seen, count);
            assert_eq!(Page::of(count, u8::MAX), Page::of(count, at));
        }
    }
}
