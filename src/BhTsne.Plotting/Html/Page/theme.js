// The colours of the page: light, dark, or as the reader's system is.

const schemes = ["auto", "light", "dark"];
const schemeNames = { auto: "as the system", light: "light", dark: "dark" };
let scheme = "auto";

const isDark = () => (scheme === "auto" ? darkScheme.matches : scheme === "dark");

function readTheme() {
  const style = getComputedStyle(document.documentElement), value = name => style.getPropertyValue(name).trim();
  theme = {
    ground: value("--ground"), ink: value("--ink"), soft: value("--soft"), line: value("--line"), reference: value("--reference"),
    accent: value("--accent") };
  colors = pointColors(isDark());
  legend.setTheme(isDark());
  recolorReference();
  recolor();
  themeChanges.call();
}

const themeChanges = listeners();

function setScheme(name) {
  scheme = name;
  document.documentElement.setAttribute("data-scheme", scheme);
  element("scheme").setAttribute("data-scheme", scheme);
  element("scheme").title = `Colours: ${schemeNames[scheme]} (D)`;
  element("scheme").setAttribute("aria-label", `Colours of the page: ${schemeNames[scheme]}`);
}

function nextScheme() {
  setScheme(schemes[(schemes.indexOf(scheme) + 1) % schemes.length]);
  readTheme();
  say(`Colours of the page: ${schemeNames[scheme]}.`);
}

element("scheme").onclick = nextScheme;
darkScheme.addEventListener("change", () => readTheme());
setScheme(scheme);
