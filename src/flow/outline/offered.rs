//! What a question offers: options written in place, or put together in a variable before.
//! Variables are followed within one function, as far as they are made of lists in place;
//! what stands under a condition may be there.

use rhai::{Expr, Position, Stmt};

use super::calls::{Call, Calls, Literal, literal};

/// What a variable is given, somewhere in a function.
pub(in crate::flow) struct Given {
    pub inside: Option<String>,
    pub name: String,
    pub value: Expr,
    pub at: Position,
    pub how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flow) enum How {
    /// `let x = …`.
    Begins,
    /// `x = …`.
    Becomes,
    /// `x.push(…)`, `x.insert(0, …)`.
    Gains,
}

/// The options of one question.
pub(in crate::flow) struct Offer<'a> {
    pub options: Vec<&'a Expr>,
    /// How many of them are always there.
    pub least: usize,
    /// Where the list begins.
    pub at: Position,
}

/// Lists are put together in so many steps at most.
const DEPTH_MAX: usize = 4;

impl Calls {
    /// The options of a `c.choose(…)`; nothing where they come from elsewhere.
    pub fn offered<'a>(&'a self, call: &'a Call) -> Option<Offer<'a>> {
        if !call.method || call.name != "choose" {
            return None;
        }
        self.list(call.args.get(2)?, call, DEPTH_MAX)
    }

    fn list<'a>(&'a self, value: &'a Expr, call: &Call, depth: usize) -> Option<Offer<'a>> {
        let inner = depth.checked_sub(1)?;
        match value {
            Expr::Array(options, at) => Some(Offer {
                options: options.iter().collect(),
                least: options.len(),
                at: *at,
            }),
            Expr::Variable(variable, ..) => self.collected(&variable.1, call, inner),
            Expr::Stmt(block) => match block.statements() {
                [Stmt::If(flow, _)] => {
                    let last = |statements: &'a [Stmt]| match statements {
                        [Stmt::Expr(value)] => self.list(value, call, inner),
                        _ => None,
                    };
                    let either = last(flow.body.statements())?;
                    Some(either.or(last(flow.branch.statements())?))
                }
                [Stmt::Expr(value)] => self.list(value, call, inner),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a variable holds when a question is asked.
    fn collected<'a>(&'a self, name: &str, call: &Call, depth: usize) -> Option<Offer<'a>> {
        let given = self.given_to(name, call.inside.as_deref(), call.at);
        let (first, later) = given.split_first()?;
        let mut offer = self.list(&first.value, call, depth)?;
        for given in later.iter().filter(|given| given.how == How::Becomes) {
            offer = offer.or(self.list(&given.value, call, depth)?);
        }
        let gained = later.iter().filter(|given| given.how == How::Gains);
        let mut gains: Vec<&Expr> = Vec::new();
        for given in gained {
            if !gains.iter().any(|gain| alike(gain, &given.value)) {
                gains.push(&given.value);
            }
        }
        offer.options.extend(gains);
        Some(offer)
    }

    /// All that a variable is given before a place, from its last `let` on.
    pub fn given_to(&self, name: &str, inside: Option<&str>, before: Position) -> Vec<&Given> {
        let place = |at: Position| (at.line(), at.position());
        let mut given: Vec<&Given> = self
            .given
            .iter()
            .filter(|it| it.name == name && it.inside.as_deref() == inside)
            .filter(|it| place(it.at) < place(before))
            .collect();
        given.sort_by_key(|it| place(it.at));
        let first = given.iter().rposition(|it| it.how == How::Begins);
        first.map_or(Vec::new(), |first| given.split_off(first))
    }
}

impl<'a> Offer<'a> {
    /// Either this or the other.
    fn or(mut self, other: Self) -> Self {
        self.least = self.least.min(other.least);
        for option in other.options {
            if !self.options.iter().any(|own| alike(own, option)) {
                self.options.push(option);
            }
        }
        self
    }

    /// The ids, if all of them are written out.
    pub fn ids(&self) -> Option<Vec<String>> {
        let id = |option: &&Expr| match option_id(option)? {
            Literal::Whole(id, _) => Some(id),
            Literal::Begins(..) => None,
        };
        self.options.iter().map(id).collect()
    }

    /// The arguments of each `opt(…)`.
    pub fn opts(&self) -> impl Iterator<Item = &'a [Expr]> {
        self.options.iter().filter_map(|option| opt(option))
    }
}

fn opt(option: &Expr) -> Option<&[Expr]> {
    match option {
        Expr::FnCall(call, _) if call.name.as_str() == "opt" => Some(&call.args),
        _ => None,
    }
}

fn option_id(option: &Expr) -> Option<Literal> {
    opt(option)?.first().and_then(literal)
}

/// The same option in two branches.
fn alike(one: &Expr, other: &Expr) -> bool {
    match (option_id(one), option_id(other)) {
        (Some(Literal::Whole(one, _)), Some(Literal::Whole(other, _))) => one == other,
        _ => false,
    }
}
