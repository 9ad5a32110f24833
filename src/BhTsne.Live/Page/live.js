// The connection to the run, and what the page says about it.

const element = id => document.getElementById(id);
const base = location.pathname;
let socket = null, view = null, facts = null, costs = [], last = null, finished = false, attempts = 0;

const duration = seconds => seconds < 90 ? `${Math.round(seconds)} s`
  : seconds < 5400 ? `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
  : `${Math.floor(seconds / 3600)} h ${Math.round(seconds % 3600 / 60)} min`;

function connect() {
  const opened = socket = new WebSocket(`ws://${location.host}${base}socket`);
  opened.binaryType = "arraybuffer";
  opened.onopen = () => {
    attempts = 0;
    costs = [];
    tell("", false);
  };
  opened.onmessage = event => {
    if (typeof event.data === "string") showStatus(JSON.parse(event.data));
    else showFrame(readFrame(event.data), opened);
  };
  opened.onclose = () => {
    socket = null;
    for (const id of ["pause", "stop"]) element(id).disabled = true;
    element("confirm").close();
    if (last?.state === "ended") tell("The run has ended without a map. This page keeps what it shows.", true);
    else if (finished) tell("The program has ended. This page keeps the map until it is closed.", false);
    else {
      tell("The connection is lost: the run has ended, or goes on without this page. Trying again …", true);
      setTimeout(connect, Math.min(10000, 500 * 2 ** attempts++));
    }
  };
}

function send(word, to = socket) {
  if (to?.readyState === WebSocket.OPEN) to.send(word);
}

function tell(text, isLost) {
  element("connection").textContent = text;
  element("connection").setAttribute("data-lost", isLost);
}

// ---- What comes from the run.

const states = {
  running: "The map is being made.", paused: "Paused.", stopping: "Stopping here …", finished: "Finished.", ended: "Ended without a map.",
};

function showStatus(status) {
  last = status;
  for (const cost of status.costs) costs.push(cost);
  const descends = status.stage === "optimization", canStop = descends && status.iteration > 0;
  document.body.setAttribute("data-state", status.state);
  element("state").textContent = status.state === "paused" && !descends ? "Will pause at the first iteration." : states[status.state];
  element("stage-name").textContent = status.detail ? `${status.stage}: ${status.detail}` : status.stage;
  element("progress").value = status.fraction;
  element("iteration").textContent =
    descends ? `${status.iteration.toLocaleString("en")} of at most ${status.iterations.toLocaleString("en")}` : "–";
  element("cost").textContent = costs.length ? costs[costs.length - 1][1].toFixed(4) : "–";
  element("seconds").textContent = duration(status.seconds);
  element("left").textContent = status.left === undefined ? "–" : `${status.isMost ? "at most" : "about"} ${duration(status.left)}`;
  element("pause").disabled = !["running", "paused"].includes(status.state);
  element("pause").textContent = status.state === "paused" ? "Go on" : "Pause";
  element("stop").disabled = !canStop || !["running", "paused"].includes(status.state);
  drawChart(element("chart"), costs, status.iterations);
  document.title = status.state === "finished" ? `${titleOf()}: finished` : `${Math.round(100 * status.fraction)} % · ${titleOf()}`;
  if (status.state === "finished" && !finished) finish();
}

const titleOf = () => facts?.title || "A map in the making";

async function load(name) {
  const answer = await fetch(base + name);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}

// Shows a frame, and says to the socket that it came from when it has been drawn: another socket was not sent it.
async function showFrame(frame, from) {
  if (view === null) {
    let text, codes;
    try {
      const answers = await Promise.all(["facts.json", "codes.bin"].map(load));
      [text, codes] = [await answers[0].json(), await answers[1].arrayBuffer()];
    } catch {
      from.close(); // Connects again where the run goes on, and is sent the frame again.
      return;
    }
    if (from !== socket || view !== null) return;
    facts = text;
    view = createView(facts, new Uint16Array(codes), { points: element("points"), overlay: element("overlay") });
    element("title").textContent = titleOf();
    element("subtitle").textContent = facts.subtitle;
    element("waiting").hidden = true;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    drawLegend(facts, dark.matches);
    dark.addEventListener("change", () => drawLegend(facts, dark.matches));
    element("reset").onclick = () => view.reset();
  }
  view.show(frame, () => {
    document.body.setAttribute("data-frame", frame.iteration);
    send("next", from);
  });
}

// ---- The end: the page of the finished map takes the place of this one, and can be saved when the program has ended.

async function finish() {
  finished = true;
  const explorer = element("explorer");
  const shown = new Promise(resolve => explorer.addEventListener("load", resolve, { once: true }));
  explorer.src = `${base}map.html`;
  try {
    element("save").href = URL.createObjectURL(await (await load("map.html")).blob());
  } catch {
    tell("The finished map could not be loaded.", true);
    return;
  }
  await shown;
  element("finished").hidden = false;
  showExplorer(true);
  send("loaded");
}

function showExplorer(on) {
  element("explorer").hidden = !on;
  element("stage").hidden = on;
  element("switch").setAttribute("aria-pressed", !on);
  element("switch").textContent = on ? "Show the descent" : "Show the finished map";
  if (!on) view?.resize();
}

element("switch").onclick = () => showExplorer(element("explorer").hidden);

// ---- What a user asks for.

element("pause").onclick = () => send(last?.state === "paused" ? "continue" : "pause");
element("stop").onclick = () => element("confirm").showModal();
element("confirm-cancel").onclick = () => element("confirm").close();
element("confirm-stop").onclick = () => {
  element("confirm").close();
  send("stop");
};

connect();
