// Shows the OpenAPI document of whoever is signed in: operations by tag, with their parameters and
// schemas. Everything is put in as text, never as markup.
const root = document.getElementById("operations");

function element(name, text) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  return made;
}

function resolved(api, schema, depth) {
  if (schema === null || typeof schema !== "object") return schema;
  if (Array.isArray(schema)) return schema.map((each) => resolved(api, each, depth));
  if (schema.$ref && depth < 3) {
    return resolved(api, api.components.schemas[schema.$ref.split("/").pop()], depth + 1);
  }
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, resolved(api, value, depth)]),
  );
}

function shown(api, title, content) {
  const box = element("div");
  for (const [media, { schema }] of Object.entries(content ?? {})) {
    box.append(element("p", `${title}: ${media}`));
    box.append(element("pre", JSON.stringify(resolved(api, schema, 0), null, 2)));
  }
  return box;
}

function operation(api, path, method, said) {
  const box = element("details");
  const summary = element("summary");
  summary.append(element("code", method.toUpperCase()), element("code", path), said.summary);
  box.append(summary);
  box.dataset.find = `${method} ${path} ${said.summary}`.toLowerCase();
  box.addEventListener("toggle", () => {
    if (box.childElementCount > 1) return;
    const table = element("table");
    for (const parameter of said.parameters ?? []) {
      const row = element("tr");
      row.append(element("td", parameter.name), element("td", parameter.in));
      row.append(element("td", parameter.description ?? ""));
      table.append(row);
    }
    box.append(table, shown(api, "→", said.requestBody?.content));
    for (const [status, answer] of Object.entries(said.responses)) {
      if (status !== "default") box.append(shown(api, status, answer.content));
    }
  });
  return box;
}

function show(api) {
  const tags = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, said] of Object.entries(methods)) {
      const tag = said.tags[0];
      if (!tags.has(tag)) tags.set(tag, element("section"));
      tags.get(tag).append(operation(api, path, method, said));
    }
  }
  for (const [tag, section] of tags) {
    section.prepend(element("h2", tag));
    root.append(section);
  }
}

document.getElementById("find").addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase();
  for (const box of root.querySelectorAll("details")) {
    box.hidden = !box.dataset.find.includes(wanted);
  }
  for (const section of root.querySelectorAll("section")) {
    section.hidden = !section.querySelector("details:not([hidden])");
  }
});

fetch("/api/openapi.json", { headers: { Accept: "application/json" } })
  .then((answer) => answer.json())
  .then(show)
  .catch((problem) => root.append(element("p", String(problem))));
