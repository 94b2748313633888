/** Version of the package; a test holds it against package.json, so that no file need be read at start-up. */
export const VERSION = '0.1.0';
