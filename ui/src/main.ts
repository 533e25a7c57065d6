// Starts the window.

import { mount } from "svelte";
import "./design/fonts.css";
import "./design/tokens.css";
import App from "./app/App.svelte";

const target = document.getElementById("app");
if (!target) throw new Error("the page has no #app");

mount(App, { target });
