"""Pages as HTML without a script: the first paint of the live app, and the public pages."""
