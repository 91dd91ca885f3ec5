//! One locale file, read: what it defines, what that names and needs, and where.
//!
//! Names are slices of the file's text, so a position is an offset in it.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Variant,
    VariantKey,
};
use fluent_syntax::parser::{self, ErrorKind, ParserError};

use super::rewrite::{ChoiceBy, chooser};
use super::view::View;
use super::{LocaleFile, Passage, PluralSelect, Position, WordSelect};
use crate::locale::LocaleFault;

/// What a message or term is made of; `None` is its value, else an attribute.
pub(super) type Definition = BTreeMap<Option<String>, Part>;

/// A value or an attribute.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub position: Position,
    /// Variables, and how the text looks at each.
    pub views: BTreeSet<(String, View)>,
    pub selects: Vec<PluralSelect>,
    pub word_selects: Vec<WordSelect>,
    pub references: Vec<Reference>,
    pub passages: Vec<Passage>,
}

/// Another message or term that the text names.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    /// Terms with their `-`.
    pub name: String,
    pub attribute: Option<String>,
    /// Variables that the reference itself gives to a term.
    pub given: BTreeSet<String>,
    pub position: Position,
}

/// Reads a file's definitions in order; terms keep their `-`. A faulty entry is reported,
/// the others still count.
pub(super) fn read(file: &LocaleFile, faults: &mut Vec<LocaleFault>) -> Vec<(String, Definition)> {
    let resource = parser::parse(file.text.as_str()).unwrap_or_else(|(resource, errors)| {
        faults.extend(errors.iter().map(|error| syntax(file, error)));
        resource
    });
    let mut definitions = Vec::new();
    for entry in &resource.body {
        let (sign, id, value, attributes) = match entry {
            Entry::Message(message) => (
                "",
                message.id.name,
                message.value.as_ref(),
                &message.attributes,
            ),
            Entry::Term(term) => ("-", term.id.name, Some(&term.value), &term.attributes),
            Entry::Comment(_)
            | Entry::GroupComment(_)
            | Entry::ResourceComment(_)
            | Entry::Junk { .. } => continue,
        };
        let value = value.map(|pattern| (None, id, pattern));
        let attributes = attributes
            .iter()
            .map(|a| (Some(a.id.name), a.id.name, &a.value));
        let definition = value
            .into_iter()
            .chain(attributes)
            .map(|(attribute, word, pattern)| {
                let mut reader = Reader {
                    file,
                    in_term: sign == "-",
                    part: Part::at(of(file, word)),
                    faults,
                };
                reader.pattern(pattern);
                (attribute.map(String::from), reader.part)
            })
            .collect();
        definitions.push((format!("{sign}{id}"), definition));
    }
    definitions
}

impl Part {
    fn at(position: Position) -> Self {
        Self {
            position,
            views: BTreeSet::new(),
            selects: Vec::new(),
            word_selects: Vec::new(),
            references: Vec::new(),
            passages: Vec::new(),
        }
    }
}

/// Walks one pattern.
struct Reader<'a> {
    file: &'a LocaleFile,
    in_term: bool,
    part: Part,
    faults: &'a mut Vec<LocaleFault>,
}

impl Reader<'_> {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        let mut passage = Passage::default();
        for element in &pattern.elements {
            match element {
                PatternElement::Placeable { expression } => {
                    passage.stretches.push(None);
                    self.expression(expression);
                }
                PatternElement::TextElement { value } => {
                    let stretch = ((*value).to_owned(), of(self.file, value));
                    passage.stretches.push(Some(stretch));
                }
            }
        }
        self.part.passages.push(passage);
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.select(selector, variants);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn select(&mut self, selector: &InlineExpression<&str>, variants: &[Variant<&str>]) {
        let Some((variable, fraction)) = chooser(selector) else {
            return self.inline(selector);
        };
        let by = ChoiceBy::of(variants);
        self.part.views.extend(
            by.views(fraction)
                .into_iter()
                .map(|view| (variable.into(), view)),
        );
        if matches!(by, ChoiceBy::Category | ChoiceBy::Both) {
            let categories = variants.iter().filter_map(|variant| match variant.key {
                VariantKey::Identifier { name } => Some(name.into()),
                // In languages that have these forms the number alone is the whole form.
                VariantKey::NumberLiteral { value: "0" } => Some("zero".into()),
                VariantKey::NumberLiteral { value: "1" } => Some("one".into()),
                VariantKey::NumberLiteral { value: "2" } => Some("two".into()),
                VariantKey::NumberLiteral { .. } => None,
            });
            self.part.selects.push(PluralSelect {
                variable: variable.into(),
                categories: categories.collect(),
                position: of(self.file, variable),
                forms: self.words(variants),
            });
        } else if by == ChoiceBy::Word {
            let mut words = variants.iter().filter(|variant| variant.default);
            let default = words.find_map(word);
            self.part.word_selects.push(WordSelect {
                variable: variable.into(),
                words: self.words(variants),
                default: default.map(String::from),
            });
        }
    }

    /// What the variants of a choice are called, but for the default.
    fn words(&self, variants: &[Variant<&str>]) -> Vec<(String, Position)> {
        let chosen = variants.iter().filter(|variant| !variant.default);
        let words = chosen.filter_map(word);
        words
            .map(|word| (word.to_owned(), of(self.file, word)))
            .collect()
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::VariableReference { id } => {
                self.part.views.insert((id.name.into(), View::Plain));
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::MessageReference { id, attribute } => {
                let attribute = attribute.as_ref().map(|attribute| attribute.name);
                self.refer("", id.name, attribute, None);
            }
            InlineExpression::TermReference {
                id,
                attribute,
                arguments,
            } => {
                let attribute = attribute.as_ref().map(|attribute| attribute.name);
                self.refer("-", id.name, attribute, arguments.as_ref());
            }
            InlineExpression::FunctionReference { id, arguments } => self.call(id.name, arguments),
        }
    }

    fn refer(
        &mut self,
        sign: &str,
        id: &str,
        attribute: Option<&str>,
        arguments: Option<&CallArguments<&str>>,
    ) {
        let given = arguments.map_or(&[][..], |arguments| &arguments.named);
        self.part.references.push(Reference {
            name: format!("{sign}{id}"),
            attribute: attribute.map(String::from),
            given: given
                .iter()
                .map(|argument| argument.name.name.into())
                .collect(),
            position: of(self.file, id),
        });
    }

    fn call(&mut self, function: &str, arguments: &CallArguments<&str>) {
        let view = match (
            View::of_call(function, arguments),
            arguments.positional.as_slice(),
        ) {
            (Err(what), _) => Err(what),
            (Ok(_), _) if self.in_term => Err(format!("{function} cannot be used in a term")),
            (Ok(view), [InlineExpression::VariableReference { id }]) => Ok((id.name.into(), view)),
            (Ok(_), _) => Err(format!(
                "{function} takes one variable, as in {function}($name)"
            )),
        };
        match view {
            Ok(view) => {
                self.part.views.insert(view);
            }
            Err(what) => self
                .faults
                .push(fault(&of(self.file, function), "L0405", what)),
        }
    }
}

fn word<'a>(variant: &Variant<&'a str>) -> Option<&'a str> {
    match variant.key {
        VariantKey::Identifier { name } => Some(name),
        VariantKey::NumberLiteral { .. } => None,
    }
}

pub(super) fn fault(position: &Position, code: &'static str, what: String) -> LocaleFault {
    LocaleFault {
        path: position.path.clone(),
        line: position.line,
        column: position.column,
        code,
        what,
        help: None,
    }
}

/// What the parser could not read. It stops only at the next thing it sees; the fault is
/// where the text before that ends, within the same entry.
fn syntax(file: &LocaleFile, error: &ParserError) -> LocaleFault {
    let start = error
        .slice
        .as_ref()
        .map_or(error.pos.start, |slice| slice.start);
    let read = file.text.get(start..error.pos.start).unwrap_or("");
    let what = error.kind.to_string().replacen('E', "e", 1);
    let help = match &error.kind {
        ErrorKind::ExpectedCharRange { .. } => {
            "a message is `key = text`; a further line of it begins with spaces"
        }
        ErrorKind::ExpectedToken('}') => "a value is written `{ $name }`",
        _ => return fault(&at(file, start + read.trim_end().len()), "L0407", what),
    };
    LocaleFault {
        help: Some(help.into()),
        ..fault(&at(file, start + read.trim_end().len()), "L0407", what)
    }
}

/// Where a slice of the file's own text stands.
fn of(file: &LocaleFile, word: &str) -> Position {
    at(
        file,
        (word.as_ptr() as usize).saturating_sub(file.text.as_ptr() as usize),
    )
}

fn at(file: &LocaleFile, offset: usize) -> Position {
    let before = file.text.get(..offset).unwrap_or(&file.text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position {
        path: file.path.clone(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}
