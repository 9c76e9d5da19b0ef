"use strict";
// What a page loads when it is first needed: classic scripts that hand over one value each, which work from a disk too.
(() => {
  // Return a function that loads data/<kind>/<name>.js, whose script calls __<kind>(name, value), and gives what
  // `read` makes of the value.
  const late = (kind, read = (value) => value) => {
    const loaded = new Map();
    const waiting = new Map();
    window[`__${kind}`] = (name, value) => {
      loaded.set(name, read(value));
      waiting.get(name)?.done(loaded.get(name));
    };
    return (name) => {
      if (loaded.has(name)) return Promise.resolve(loaded.get(name));
      if (!waiting.has(name)) {
        const promised = {};
        promised.told = new Promise((done, failed) => { Object.assign(promised, { done, failed }); });
        waiting.set(name, promised);
        const script = document.createElement("script");
        script.src = `${document.body.dataset.root}data/${kind}/${encodeURIComponent(name)}.js`;
        script.onerror = () => {
          waiting.delete(name);
          promised.failed(new Error(`${script.src} cannot be loaded`));
        };
        document.head.append(script);
      }
      return waiting.get(name).told;
    };
  };
  Object.assign(Skilltide, { late });
})();
