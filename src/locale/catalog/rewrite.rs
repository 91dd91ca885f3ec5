//! A file's Fluent as authors write it, turned into Fluent that only names views.

use fluent_syntax::ast::{
    Entry, Expression, Identifier, InlineExpression, Pattern, PatternElement, Resource, Variant,
    VariantKey,
};

use super::view::{Fraction, View};

pub(super) const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What a choice is made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChoiceBy {
    Word,
    Exact,
    Category,
    /// Exact numbers first, then categories.
    Both,
}

impl ChoiceBy {
    /// A default variant says nothing: `[other]` is also how a choice of words ends.
    pub(super) fn of<S: AsRef<str>>(variants: &[Variant<S>]) -> Self {
        let counts = variants.iter().any(|variant| match &variant.key {
            VariantKey::Identifier { name } => {
                !variant.default && CATEGORIES.contains(&name.as_ref())
            }
            VariantKey::NumberLiteral { .. } => false,
        });
        match (counts, variants.iter().any(is_exact)) {
            (true, true) => Self::Both,
            (true, false) => Self::Category,
            (false, true) => Self::Exact,
            (false, false) => Self::Word,
        }
    }

    /// The views that the choice needs of its variable.
    pub(super) fn views(self, fraction: Fraction) -> Vec<View> {
        match self {
            Self::Word => vec![View::Word],
            Self::Exact => vec![View::Exact],
            Self::Category => vec![View::Category(fraction)],
            Self::Both => vec![View::Exact, View::Category(fraction)],
        }
    }
}

fn is_exact<S>(variant: &Variant<S>) -> bool {
    matches!(variant.key, VariantKey::NumberLiteral { .. }) && !variant.default
}

/// The variable that a choice is made by: `$n`, or `NUMBER($n, …)` with its digits.
pub(super) fn chooser<S: AsRef<str> + Clone>(
    selector: &InlineExpression<S>,
) -> Option<(S, Fraction)> {
    match selector {
        InlineExpression::VariableReference { id } => Some((id.name.clone(), None)),
        InlineExpression::FunctionReference { id, arguments } => {
            let Ok(View::Number(fraction)) = View::of_call(id.name.as_ref(), arguments) else {
                return None;
            };
            let (variable, _) = chooser(arguments.positional.first()?)?;
            Some((variable, fraction))
        }
        _ => None,
    }
}

/// Rewrites every choice and function call in the messages of a file. Terms are left as
/// they are: what they are given is written in the file itself.
pub(super) fn rewrite(resource: &mut Resource<String>) {
    for entry in &mut resource.body {
        if let Entry::Message(message) = entry {
            let attributes = message.attributes.iter_mut().map(|a| &mut a.value);
            message.value.iter_mut().chain(attributes).for_each(pattern);
        }
    }
}

fn pattern(pattern: &mut Pattern<String>) {
    for element in &mut pattern.elements {
        if let PatternElement::Placeable { expression: inner } = element {
            expression(inner);
        }
    }
}

fn expression(expression: &mut Expression<String>) {
    match expression {
        Expression::Inline(inner) => inline(inner),
        Expression::Select { selector, variants } => {
            for variant in variants.iter_mut() {
                pattern(&mut variant.value);
            }
            if let Some((variable, fraction)) = chooser(selector) {
                *expression = choice(&variable, fraction, std::mem::take(variants));
            }
        }
    }
}

fn inline(inline: &mut InlineExpression<String>) {
    match inline {
        InlineExpression::Placeable { expression: inner } => expression(inner),
        InlineExpression::FunctionReference { id, arguments } => {
            let view = View::of_call(&id.name, arguments);
            if let (Ok(view), [InlineExpression::VariableReference { id }]) =
                (view, arguments.positional.as_slice())
            {
                *inline = variable(view, &id.name);
            }
        }
        _ => {}
    }
}

fn choice(name: &str, fraction: Fraction, variants: Vec<Variant<String>>) -> Expression<String> {
    let by = |view, variants| Expression::Select {
        selector: variable(view, name),
        variants,
    };
    match ChoiceBy::of(&variants) {
        ChoiceBy::Word => by(View::Word, variants),
        ChoiceBy::Exact => by(View::Exact, variants),
        ChoiceBy::Category => by(View::Category(fraction), variants),
        ChoiceBy::Both => {
            let (mut exact, named): (Vec<_>, Vec<_>) = variants.into_iter().partition(is_exact);
            let inner = by(View::Category(fraction), named);
            exact.push(Variant {
                key: VariantKey::Identifier {
                    name: "other".into(),
                },
                value: Pattern {
                    elements: vec![PatternElement::Placeable { expression: inner }],
                },
                default: true,
            });
            by(View::Exact, exact)
        }
    }
}

fn variable(view: View, name: &str) -> InlineExpression<String> {
    InlineExpression::VariableReference {
        id: Identifier {
            name: view.name(name),
        },
    }
}
