import { isIPv6 } from "node:net";
import { hashOf } from "./hash-of.ts";

/** Anyone who has one address of a network like this has all of them. */
const NETWORK_BITS = 64;
const BITS_PER_GROUP = 16;

/** Where a try comes from, as far as one hand can change it: an IPv4 address, or the network of an IPv6 one. */
export function placeOf(ip: string): string {
  const [address = ""] = ip.split("%");
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [head = "", tail] = address.split("::");
  const before = groups(head);
  const after = groups(tail ?? "");
  const left = tail === undefined ? 0 : 8 - before.length - after.length;
  const whole = [...before, ...Array.from({ length: left }, () => "0"), ...after];
  return `${whole.slice(0, NETWORK_BITS / BITS_PER_GROUP).join(":")}::/${NETWORK_BITS}`;
}

/** A browser somebody has signed in from before is a place of its own, whatever its address. */
export function placeOfDevice(device: string): string {
  return `device ${hashOf(device).toString("base64url")}`;
}

/** Groups without leading zeros; a dotted end counts as the two groups it is. */
function groups(part: string): string[] {
  if (!part) return [];
  return part.split(":").flatMap((group) => (group.includes(".") ? ["0", "0"] : [Number.parseInt(group, 16).toString(16)]));
}
