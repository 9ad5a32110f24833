// The colours of the page, light or dark.

function readTheme() {
  const style = getComputedStyle(document.documentElement), value = name => style.getPropertyValue(name).trim();
  theme = { ground: value("--ground"), ink: value("--ink"), line: value("--line"), reference: value("--reference") };
  colors = pointColors(darkScheme.matches);
  legend.setTheme(darkScheme.matches);
  recolorReference();
  recolor();
}
