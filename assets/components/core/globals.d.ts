/** What vizcore/serve/components.py puts before core/loader.js: names and sources of the modules, in order. */
declare const MODULES: [string, string][];
/** Markup and styles, by the names of their files. */
declare const TEXTS: Record<string, string>;
