/** Which requests a page on loopback answers. @module */

/** Says why a request is refused, or undefined. */
export function refusalOf(request: Request, port: number): Response | undefined {
  const refuse = (status: number, text: string, headers: HeadersInit = {}) =>
    new Response(`${text}\n`, { status, headers: { "Content-Type": "text/plain", ...headers } });
  // A name that points to this address is another's page, whatever it says.
  const host = request.headers.get("Host");
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return refuse(421, "Only this machine's own names are served");
  }
  if (request.method !== "GET") return refuse(405, "Only GET is served", { Allow: "GET" });
  const site = request.headers.get("Sec-Fetch-Site") ?? "none";
  const isLink = request.headers.get("Sec-Fetch-Mode") === "navigate" &&
    request.headers.get("Sec-Fetch-Dest") === "document";
  const isOwn = site === "same-origin" || site === "none";
  return isOwn || isLink ? undefined : refuse(403, "Only pages of this address are served");
}

/** What every response says: nothing is kept, framed, or read by other pages. */
export const guardHeaders: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};
