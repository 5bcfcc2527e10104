import { posix, win32 } from "node:path";
import { assertEquals, assertThrows } from "@std/assert";
import { fromFileUrl, isWithin, withoutComma } from "../../backends/file_path.ts";

Deno.test("fromFileUrl() gives the path that each system has for a URL", () => {
  const paths: readonly (readonly [string, typeof posix, string])[] = [
    ["file:///C:/a%20b/c.ts", win32, "C:\\a b\\c.ts"],
    ["file:///C:/", win32, "C:\\"],
    ["file:///c:/a/", win32, "c:\\a"],
    ["file://server/share/a%2Cb.ts", win32, "\\\\server\\share\\a,b.ts"],
    ["file://server/share/", win32, "\\\\server\\share"],
    ["file://localhost/C:/a", win32, "C:\\a"],
    ["file:///", posix, "/"],
    ["file:///a%20b/c.ts", posix, "/a b/c.ts"],
    ["file:///a/%25/", posix, "/a/%"],
    ["file:///a/b%5Cc", posix, "/a/b\\c"],
    ["file://localhost/a", posix, "/a"],
  ];
  for (const [url, system, path] of paths) assertEquals(fromFileUrl(new URL(url), system), path);
});

Deno.test("fromFileUrl() throws if no path stands for the URL", () => {
  const refused = [["file:///a%2Fb", posix], ["file://server/a", posix], ["https://a/b", posix], [
    "file:///C:/a%5Cb",
    win32,
  ]] as const;
  for (const [url, system] of refused) {
    assertThrows(() => fromFileUrl(new URL(url), system), TypeError, "Cannot take a URL");
  }
});

Deno.test("isWithin() tells folders apart as each system does", () => {
  const within: readonly (readonly [string, string, typeof posix, boolean])[] = [
    ["/a/b", "/a", posix, true],
    ["/a", "/a/", posix, true],
    ["/a", "/", posix, true],
    ["/ab", "/a", posix, false],
    ["/a/../b", "/a", posix, false],
    ["/a/..b", "/a", posix, true],
    ["/A/b", "/a", posix, false],
    ["a/b", "/a", posix, false],
    ["C:\\A\\b", "c:\\a", win32, true],
    ["C:/a/b", "C:\\a\\", win32, true],
    ["C:\\ab", "C:\\a", win32, false],
    ["D:\\a\\b", "C:\\a", win32, false],
    ["C:\\a", "C:\\", win32, true],
    ["\\\\server\\share\\a", "\\\\server\\share", win32, true],
    ["\\\\server\\other\\a", "\\\\server\\share", win32, false],
  ];
  for (const [file, folder, system, isIn] of within) {
    assertEquals(isWithin(file, folder, system), isIn, `${file} in ${folder}`);
  }
});

Deno.test("withoutComma() gives the folder above the first comma", () => {
  assertEquals(withoutComma("/a/b", posix), "/a/b");
  assertEquals(withoutComma("/a,b/c,d", posix), "/");
  assertEquals(withoutComma("/a/b,c/d", posix), "/a");
  assertEquals(withoutComma("a,b", posix), ".");
  assertEquals(withoutComma("C:\\a\\b,c\\d", win32), "C:\\a");
  assertEquals(withoutComma("C:\\a,b", win32), "C:\\");
});
