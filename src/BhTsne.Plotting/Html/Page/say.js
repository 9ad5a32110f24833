// What the page says: to a screen reader, and for some seconds on the screen.

let sayTimer = 0, noticeTimer = 0;

// A screen reader says the last of several texts that follow one another quickly.
function say(text) {
  clearTimeout(sayTimer);
  sayTimer = setTimeout(() => { element("status").textContent = text; }, 150);
}

function notice(text) {
  clearTimeout(noticeTimer);
  element("notice").textContent = text;
  element("notice").hidden = false;
  noticeTimer = setTimeout(() => { element("notice").hidden = true; }, Math.max(4000, 70 * text.length));
  say(text);
}
