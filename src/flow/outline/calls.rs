//! The calls and properties of a script, with their literals, read from its syntax tree.

use rhai::{AST, ASTNode, Expr, FnCallExpr, Position, Stmt};

use super::bodies::Spans;
use super::offered::{Given, How};

/// A text in a script, as far as it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) enum Literal {
    Whole(String, Position),
    /// The text begins so; the rest is computed.
    Begins(String, Position),
}

pub(in crate::flow) struct Call {
    pub name: String,
    /// Written `x.name(…)`; the arguments are those in the brackets.
    pub method: bool,
    pub args: Vec<Expr>,
    pub at: Position,
    /// The function that it stands in; nothing at the top level.
    pub inside: Option<String>,
}

/// What a script does with names.
#[derive(Default)]
pub(in crate::flow) struct Calls {
    pub all: Vec<Call>,
    /// `c.name`: properties read off the conversation.
    pub properties: Vec<(String, Position)>,
    /// `c.slots.name`.
    pub slots: Vec<(String, Position)>,
    /// `c.slots["name"]`.
    pub indexed: Vec<(String, Position)>,
    /// `c.slots.name = …`.
    pub assigned: Vec<(String, Position)>,
    /// `c.locale = "name"`.
    pub languages: Vec<(String, Position)>,
    /// `x.name` of a variable, and `c.contact.name` as of `contact`.
    pub fields: Vec<Field>,
    /// What variables are given.
    pub given: Vec<Given>,
    /// `switch x { … }`, and `x == "text"` with its text.
    pub compared: Vec<Compared>,
}

/// A field that is read off a variable, or off what the conversation gives.
pub(in crate::flow) struct Field {
    pub of: String,
    pub name: String,
    pub inside: Option<String>,
    pub at: Position,
}

/// A value that is held against texts.
pub(in crate::flow) struct Compared {
    pub subject: Expr,
    /// Of `x == "text"`; a `switch` keeps no texts.
    pub text: Option<(String, Position)>,
    pub inside: Option<String>,
    pub at: Position,
}

/// What every step calls its conversation, by custom and in all examples.
pub(super) const CONVERSATION: &str = "c";

impl Calls {
    pub fn read(ast: &AST) -> Self {
        let mut found = Self::default();
        let spans = Spans::of(ast);
        ast.walk(&mut |path: &[ASTNode<'_>]| {
            match path.last() {
                Some(
                    ASTNode::Expr(Expr::FnCall(call, at)) | ASTNode::Stmt(Stmt::FnCall(call, at)),
                ) => {
                    found.call(call, *at, false);
                }
                Some(ASTNode::Expr(Expr::MethodCall(call, at))) => found.call(call, *at, true),
                Some(ASTNode::Expr(Expr::Dot(pair, ..))) => found.dot(&pair.lhs, &pair.rhs),
                Some(ASTNode::Stmt(Stmt::Assignment(assignment))) => {
                    found.assignment(&assignment.1.lhs, &assignment.1.rhs);
                }
                Some(ASTNode::Stmt(Stmt::Var(variable, _, at))) => {
                    found.gives(&variable.0.name, &variable.1, *at, How::Begins);
                }
                Some(ASTNode::Stmt(Stmt::Switch(switch, at))) => {
                    found.compares(&switch.0, None, *at);
                }
                _ => {}
            }
            true
        });
        for call in &mut found.all {
            call.inside = spans.around(call.at).map(String::from);
        }
        for given in &mut found.given {
            given.inside = spans.around(given.at).map(String::from);
        }
        for field in &mut found.fields {
            field.inside = spans.around(field.at).map(String::from);
        }
        for compared in &mut found.compared {
            compared.inside = spans.around(compared.at).map(String::from);
        }
        found
    }

    /// Calls of the conversation's verb `name`.
    pub fn verb<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Call> {
        self.all
            .iter()
            .filter(move |call| call.method && call.name == name)
    }

    fn call(&mut self, call: &FnCallExpr, at: Position, method: bool) {
        // what a library offers is looked up where it is imported
        if call.op_token.is_some() || !call.namespace.is_empty() {
            if let ("==" | "!=", [subject, Expr::StringConstant(text, text_at)]) =
                (call.name.as_str(), call.args.as_slice())
            {
                self.compares(subject, Some((text.to_string(), *text_at)), at);
            }
            return;
        }
        self.all.push(Call {
            name: call.name.to_string(),
            method,
            inside: None,
            args: call.args.to_vec(),
            at,
        });
    }

    fn gives(&mut self, name: &str, value: &Expr, at: Position, how: How) {
        self.given.push(Given {
            inside: None,
            name: name.to_owned(),
            value: value.clone(),
            at,
            how,
        });
    }

    fn compares(&mut self, subject: &Expr, text: Option<(String, Position)>, at: Position) {
        self.compared.push(Compared {
            subject: subject.clone(),
            text,
            inside: None,
            at,
        });
    }

    fn assignment(&mut self, to: &Expr, value: &Expr) {
        if let Expr::Variable(variable, _, at) = to {
            self.gives(&variable.1, value, *at, How::Becomes);
        }
        let Expr::Dot(pair, ..) = to else {
            return;
        };
        let mut target = Self::default();
        target.dot(&pair.lhs, &pair.rhs);
        self.assigned.append(&mut target.slots);
        self.assigned.append(&mut target.indexed);
        if let ([(property, _)], Some(Literal::Whole(tag, at))) =
            (target.properties.as_slice(), literal(value))
            && property == "locale"
        {
            self.languages.push((tag, at));
        }
    }

    fn dot(&mut self, left: &Expr, right: &Expr) {
        let Expr::Variable(variable, ..) = left else {
            return;
        };
        if let Expr::MethodCall(call, at) = right
            && let ("push", [value]) | ("insert", [_, value]) =
                (call.name.as_str(), call.args.as_slice())
        {
            self.gives(&variable.1, value, *at, How::Gains);
        }
        if variable.1.as_str() != CONVERSATION {
            self.field(&variable.1, right);
            return;
        }
        match right {
            Expr::Property(property, at) => self.properties.push((property.2.to_string(), *at)),
            // c.slots["name"]
            Expr::Index(pair, ..) => {
                if let (Expr::Property(property, _), Some(Literal::Whole(slot, at))) =
                    (&pair.lhs, literal(&pair.rhs))
                    && property.2.as_str() == "slots"
                {
                    self.indexed.push((slot, at));
                }
            }
            Expr::Dot(pair, ..) => {
                let Expr::Property(property, at) = &pair.lhs else {
                    return;
                };
                self.properties.push((property.2.to_string(), *at));
                if property.2.as_str() == "slots" {
                    self.slot(&pair.rhs);
                } else {
                    self.field(&property.2, &pair.rhs);
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, of: &str, read: &Expr) {
        let (name, at) = match read {
            Expr::Property(name, at) => (&name.2, at),
            Expr::Dot(pair, ..) => match &pair.lhs {
                Expr::Property(name, at) => (&name.2, at),
                _ => return,
            },
            _ => return,
        };
        self.fields.push(Field {
            of: of.to_owned(),
            name: name.to_string(),
            inside: None,
            at: *at,
        });
    }

    fn slot(&mut self, expression: &Expr) {
        match expression {
            Expr::Property(slot, at) => self.slots.push((slot.2.to_string(), *at)),
            Expr::Dot(pair, ..) => self.slot(&pair.lhs),
            _ => {}
        }
    }
}

impl Call {
    pub fn text(&self, at: usize) -> Option<Literal> {
        literal(self.args.get(at)?)
    }

    /// The text of a whole literal.
    pub fn whole(&self, at: usize) -> Option<(String, Position)> {
        match self.text(at)? {
            Literal::Whole(text, at) => Some((text, at)),
            Literal::Begins(..) => None,
        }
    }

    /// The fields of a map written in place, with their texts where these are literals.
    pub fn map(&self, at: usize) -> Option<Vec<(String, &Expr)>> {
        fields(self.args.get(at)?)
    }
}

pub(in crate::flow) fn fields(expression: &Expr) -> Option<Vec<(String, &Expr)>> {
    let Expr::Map(map, _) = expression else {
        return None;
    };
    let fields = map.0.iter();
    Some(
        fields
            .map(|(name, value)| (name.name.to_string(), value))
            .collect(),
    )
}

pub(in crate::flow) fn literal(expression: &Expr) -> Option<Literal> {
    match expression {
        Expr::StringConstant(text, at) => Some(Literal::Whole(text.to_string(), *at)),
        Expr::InterpolatedString(parts, at) => match parts.first()? {
            Expr::StringConstant(text, _) => Some(Literal::Begins(text.to_string(), *at)),
            _ => None,
        },
        // "order-status-" + status
        Expr::FnCall(call, _) if call.op_token.is_some() && call.name.as_str() == "+" => {
            match literal(call.args.first()?)? {
                Literal::Whole(text, at) | Literal::Begins(text, at) => {
                    Some(Literal::Begins(text, at))
                }
            }
        }
        _ => None,
    }
}
