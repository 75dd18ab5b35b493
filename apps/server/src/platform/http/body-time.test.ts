import { once } from "node:events";
import { connect } from "node:net";
import Fastify from "fastify";
import { expect, it } from "vitest";
import { limitBodyTime } from "./body-time.ts";

it("ends a connection whose body does not arrive, and lets a file take its time", async () => {
  const server = Fastify();
  // At once: what has not come with the head is late.
  limitBodyTime(server, 1);
  server.addContentTypeParser("multipart/form-data", (_request, payload, done) => {
    payload.resume();
    payload.once("end", () => done(null, "file"));
  });
  server.post("/", async (request) => ({ took: request.body }));
  const address = new URL(await server.listen({ port: 0, host: "127.0.0.1" }));
  const begin = (type: string) => {
    const socket = connect(Number(address.port), address.hostname);
    socket.on("error", () => undefined);
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: 4\r\n\r\n`);
    return socket;
  };
  const slow = begin("application/json");
  await once(slow, "close");
  const file = begin("multipart/form-data; boundary=x");
  // By now the one before was long ended by the same limit.
  file.write("abcd");
  const [answer] = await once(file, "data");
  expect(String(answer)).toContain("200 OK");
  file.destroy();
  await server.close();
});

it.each(["GET", "POST", "DELETE"])("lets the answer to %s without a body take longer", async (method) => {
  const server = Fastify();
  limitBodyTime(server, 1);
  // Both timers are of this process: the one of the limit is due first.
  server.route({ method, url: "/", handler: () => new Promise((resolve) => setTimeout(() => resolve("there"), 50)) });
  const address = await server.listen({ port: 0, host: "127.0.0.1" });
  expect(await (await fetch(address, { method })).text()).toBe("there");
  await server.close();
});
