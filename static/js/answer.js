// What a server answered a fetch, where it is JSON; nothing where it is a page, such as an error's.
export async function answerOf(response) {
  const json = response.headers.get("content-type")?.includes("json");
  return json ? await response.json() : {};
}
