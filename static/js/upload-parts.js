// Sends files in parts (tus 1.0.0) and puts the number of each upload in the form's data in place of the file.
const PART = 4 * 1024 * 1024;
const WAITS = [0, 1000, 3000, 5000, 10000, 20000, 30000, 60000];
const sent = new WeakMap();

function again(error) {
  const status = error.originalResponse?.getStatus() ?? 0;
  return status < 400 || status >= 500 || status === 409;
}

function inWords(error) {
  const said = error.originalResponse?.getHeader("content-type")?.startsWith("text/plain") && error.originalResponse.getBody();
  return said || "The upload was interrupted. Upload the same file again: it goes on where it stopped.";
}

async function send(file, options) {
  await import("../vendor/tus.js");
  const { url, token, kind, slot, far, say, stop } = options;
  return new Promise((resolve, reject) => {
    let share = 0;
    const upload = new window.tus.Upload(file, {
      endpoint: url,
      chunkSize: PART,
      retryDelays: WAITS,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name, kind, slot },
      // An upload goes on only where it began: the same file may be sent to two places.
      fingerprint: async () => ["plenary", url, kind, slot, file.name, file.size, file.lastModified].join(" "),
      headers: { "X-CSRFToken": token },
      onProgress: (done, total) => {
        share = done / total;
        far(Math.min(share, 0.99));
      },
      onShouldRetry: (error) => {
        if (!again(error)) return false;
        say(`The connection is lost at ${Math.floor(100 * share)} %. It goes on by itself as soon as it is back.`);
        return navigator.onLine;
      },
      onError: (error) => {
        if (again(error) && !navigator.onLine) addEventListener("online", () => upload.start(), { once: true });
        else reject(new Error(inWords(error)));
      },
      onSuccess: () => resolve(upload.url.replace(/\/$/, "").split("/").pop()),
    });
    stop.addEventListener("click", () => {
      upload.abort();
      reject(new Error(`Stopped at ${Math.floor(100 * share)} %. Upload the same file again: it goes on from there.`));
    });
    upload.findPreviousUploads().then((earlier) => {
      if (earlier.length) upload.resumeFromPreviousUpload(earlier[0]);
      upload.start();
    }, reject);
  });
}

export async function sendInParts(form, inputs, data, { far, say, stop }) {
  const token = data.get("csrfmiddlewaretoken");
  for (const input of inputs) {
    const [file] = input.files;
    if (!sent.has(file)) {
      const { kind = "paper", slot = "" } = input.dataset;
      sent.set(file, await send(file, { url: form.dataset.uploads, token, kind, slot, far, say, stop }));
    }
    data.delete(input.name);
    data.set(`${input.name}-upload`, sent.get(file));
  }
}
