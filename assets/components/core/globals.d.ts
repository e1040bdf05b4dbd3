/** What vizcore/serve/components.py puts before core/loader.js: the sources of the modules, by the names of their files. */
declare const MODULES: Record<string, string>;
/** Markup and styles, likewise. */
declare const TEXTS: Record<string, string>;
