//! The engine: raw, with chosen packages, and four standard functions taken away.

use std::sync::{Arc, LazyLock};

use rhai::module_resolvers::StaticModuleResolver;
use rhai::packages::{
    ArithmeticPackage, BasicArrayPackage, BasicFnPackage, BasicIteratorPackage, BasicMapPackage,
    BasicMathPackage, BasicStringPackage, LanguageCorePackage, LogicPackage, MoreStringPackage,
    Package,
};
use rhai::{
    Dynamic, Engine, EvalAltResult, ImmutableString, Module, ModuleResolver, NativeCallContext,
    OptimizationLevel, Position, Shared,
};

use super::limits::{
    ARRAY_ITEMS_MAX, CALL_LEVELS_MAX, EXPRESSION_DEPTH_MAX, FUNCTION_EXPRESSION_DEPTH_MAX,
    FUNCTIONS_MAX, MAP_FIELDS_MAX, MODULES_MAX, OPERATIONS_MAX, STRING_BYTES_MAX, VARIABLES_MAX,
};
use super::meter::Meter;

/// Names that a script may not call: they run text, block the thread, or grow memory
/// that no size limit sees.
pub(in crate::flow) const OFF_LIMITS: &[&str] = &["eval", "sleep", "curry", "timestamp"];

/// Every function a script may call, built once and shared. An engine made of it costs
/// about a microsecond, so each turn has its own and no two turns share a lock.
pub(in crate::flow) struct Library {
    host: Shared<Module>,
    modules: Modules,
}

/// What `import` finds: the compiled libs of one bundle, and nothing else.
#[derive(Clone, Default)]
pub(in crate::flow) struct Modules(Arc<StaticModuleResolver>);

impl Modules {
    pub fn new(resolver: StaticModuleResolver) -> Self {
        Self(Arc::new(resolver))
    }
}

impl ModuleResolver for Modules {
    fn resolve(
        &self,
        engine: &Engine,
        source: Option<&str>,
        path: &str,
        at: Position,
    ) -> Result<Shared<Module>, Box<EvalAltResult>> {
        self.0.resolve(engine, source, path, at)
    }
}

/// The standard functions. Merged into one module they are found by hash; in packages
/// of rhai's own, every first call of a function searches all of them.
static STANDARD: LazyLock<Shared<Module>> = LazyLock::new(|| {
    let mut module = Module::new();
    for package in [
        LanguageCorePackage::new().as_shared_module(),
        ArithmeticPackage::new().as_shared_module(),
        LogicPackage::new().as_shared_module(),
        BasicMathPackage::new().as_shared_module(),
        BasicFnPackage::new().as_shared_module(),
        BasicIteratorPackage::new().as_shared_module(),
        BasicStringPackage::new().as_shared_module(),
        MoreStringPackage::new().as_shared_module(),
        BasicArrayPackage::new().as_shared_module(),
        BasicMapPackage::new().as_shared_module(),
        replacements().into(),
    ] {
        module.merge(&package);
    }
    module.build_index();
    module.into()
});

/// The standard functions, for checks.
pub(in crate::flow) fn standard() -> &'static Module {
    &STANDARD
}

impl Library {
    /// The standard functions, with `host` in front of them.
    pub fn new(host: Module) -> Self {
        Self {
            host: host.into(),
            modules: Modules::default(),
        }
    }

    /// The same with these modules to import.
    #[must_use]
    pub fn importing(mut self, modules: Modules) -> Self {
        self.modules = modules;
        self
    }

    /// An engine within the limits, spending from `meter`.
    pub fn engine(&self, meter: &Arc<Meter>) -> Engine {
        let mut engine = Engine::new_raw();
        engine.register_global_module(STANDARD.clone());
        engine.register_global_module(self.host.clone());
        engine
            .set_max_strings_interned(0)
            .set_optimization_level(OptimizationLevel::None)
            .set_strict_variables(true)
            .set_fail_on_invalid_map_property(true)
            .set_max_operations(OPERATIONS_MAX)
            .set_max_call_levels(CALL_LEVELS_MAX)
            .set_max_expr_depths(EXPRESSION_DEPTH_MAX, FUNCTION_EXPRESSION_DEPTH_MAX)
            .set_max_string_size(STRING_BYTES_MAX)
            .set_max_array_size(ARRAY_ITEMS_MAX)
            .set_max_map_size(MAP_FIELDS_MAX)
            .set_max_variables(VARIABLES_MAX)
            .set_max_functions(FUNCTIONS_MAX)
            .set_max_modules(MODULES_MAX)
            .disable_symbol("eval")
            .disable_symbol("curry");
        engine.set_module_resolver(self.modules.clone());
        let counting = meter.clone();
        engine.on_progress(move |_| counting.step().map(Dynamic::from));
        let printing = meter.clone();
        engine.on_print(move |text| printing.print(text));
        let debugging = meter.clone();
        engine.on_debug(move |text, _, _| debugging.print(text));
        engine
    }
}

/// `sleep` blocks a thread past every limit; `curry` reached through a method call and
/// `replace` grow memory before a size is looked at. They take the originals' place.
fn replacements() -> Module {
    let mut module = Module::new();
    module.set_native_fn("sleep", |_: i64| gone("sleep"));
    module.set_native_fn(
        "replace",
        |context: NativeCallContext<'_>, text: &mut ImmutableString, find: &str, with: &str| {
            replace(&context, text, find, with)
        },
    );
    module.set_native_fn(
        "replace",
        |context: NativeCallContext<'_>, text: &mut ImmutableString, find: char, with: &str| {
            replace(&context, text, find.encode_utf8(&mut [0; 4]), with)
        },
    );
    module.set_native_fn(
        "replace",
        |context: NativeCallContext<'_>, text: &mut ImmutableString, find: &str, with: char| {
            replace(&context, text, find, with.encode_utf8(&mut [0; 4]))
        },
    );
    module
}

fn gone(name: &str) -> Result<(), Box<EvalAltResult>> {
    Err(EvalAltResult::ErrorFunctionNotFound(name.into(), Position::NONE).into())
}

fn replace(
    context: &NativeCallContext<'_>,
    text: &mut ImmutableString,
    find: &str,
    with: &str,
) -> Result<(), Box<EvalAltResult>> {
    if find.is_empty() {
        return Ok(());
    }
    let hits = text.matches(find).count();
    let length = text.len() - hits * find.len() + hits * with.len();
    if length > STRING_BYTES_MAX {
        let what = "Length of string".to_owned();
        return Err(EvalAltResult::ErrorDataTooLarge(what, context.call_position()).into());
    }
    *text = text.replace(find, with).into();
    Ok(())
}
